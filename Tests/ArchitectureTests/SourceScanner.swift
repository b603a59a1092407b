/// Tells code, comments and string literals apart, well enough for Swift that compiles.
///
/// What is interpolated into a literal counts as part of it, except that quotes inside are paired.
struct SourceScanner {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private(set) var code: [Unicode.Scalar] = []
    private(set) var withoutComments: [Unicode.Scalar] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        code.reserveCapacity(scalars.count)
        withoutComments.reserveCapacity(scalars.count)
    }

    mutating func run() {
        while index < scalars.count {
            if starts("//") {
                skipLineComment()
            } else if starts("/*") {
                skipBlockComment()
            } else if let hashes = hashesBeforeQuote {
                skipLiteral(hashes: hashes)
            } else {
                take(isCode: true, isComment: false)
            }
        }
    }

    private func starts(_ text: String) -> Bool {
        var place = index
        for scalar in text.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        return true
    }

    /// How many `#` stand before the quote that begins a literal here, nil when none begins.
    private var hashesBeforeQuote: Int? {
        var place = index
        while place < scalars.count, scalars[place] == "#" { place += 1 }
        guard place < scalars.count, scalars[place] == "\"" else { return nil }
        return place - index
    }

    private mutating func take(isCode: Bool, isComment: Bool) {
        let scalar = scalars[index]
        let isBreak = scalar == "\n"
        code.append(isCode || isBreak ? scalar : " ")
        withoutComments.append(isComment && !isBreak ? " " : scalar)
        index += 1
    }

    private mutating func take(_ count: Int, isCode: Bool = false, isComment: Bool = false) {
        for _ in 0..<count where index < scalars.count {
            take(isCode: isCode, isComment: isComment)
        }
    }

    private mutating func skipLineComment() {
        while index < scalars.count, scalars[index] != "\n" { take(isCode: false, isComment: true) }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                take(2, isComment: true)
            } else if starts("*/") {
                depth -= 1
                take(2, isComment: true)
            } else {
                take(1, isComment: true)
            }
        } while depth > 0 && index < scalars.count
    }

    private mutating func skipLiteral(hashes: Int) {
        let hash = String(repeating: "#", count: hashes)
        take(hashes, isCode: true)
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        take(quote.count, isCode: true)
        while index < scalars.count, !starts(quote + hash) {
            if starts("\\" + hash + "(") {
                take(hashes + 2)
                skipInterpolation()
            } else if starts("\\" + hash) {
                take(hashes + 2)
            } else {
                take(1)
            }
        }
        take(quote.count + hashes, isCode: true)
    }

    private mutating func skipInterpolation() {
        var depth = 1
        while index < scalars.count, depth > 0 {
            if let hashes = hashesBeforeQuote {
                skipLiteral(hashes: hashes)
                continue
            }
            if scalars[index] == "(" { depth += 1 }
            if scalars[index] == ")" { depth -= 1 }
            take(1, isCode: true)
        }
    }
}
