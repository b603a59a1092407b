/// The targets of `Package.swift` and what they depend on, read out of its text.
struct Manifest {
    /// The sibling targets by target, for all targets with Swift sources that are no tests.
    let dependencies: [String: Set<String>]

    init(_ text: String) {
        let file = SourceFile(path: "Package.swift", text: text)
        let text = file.withoutComments
        let list = text.firstMatch(of: /let dialects: \[Target\.Dependency\] = \[([^\]]*)\]/)
        let dialects = Self.literals(list.map { String($0.1) } ?? "")
        var dependencies: [String: Set<String>] = [:]
        for call in Self.calls("module", in: text) + Self.calls(".executableTarget", in: text) {
            guard let name = Self.literals(call).first, !call.contains("path: \"Tests/") else {
                continue
            }
            let inBrackets = call.firstMatch(of: /\[([^\]]*)\]/).map { String($0.1) } ?? ""
            dependencies[name] = Set(Self.literals(inBrackets))
            if call.contains("+ dialects") { dependencies[name]?.formUnion(dialects) }
        }
        let shared = text.firstMatch(of: /func dialect[^{]*\{[^\[]*\[([^\]]*)\]/)
        for call in Self.calls("dialect", in: text) {
            guard let name = Self.literals(call).first else { continue }
            dependencies[name] = Set(Self.literals(shared.map { String($0.1) } ?? ""))
        }
        self.dependencies = dependencies
    }

    /// The arguments of every call of a function, its declaration aside.
    private static func calls(_ function: String, in text: String) -> [String] {
        text.ranges(of: function + "(").compactMap { range in
            let before = text[..<range.lowerBound]
            guard before.last?.isWhitespace == true, !before.hasSuffix("func ") else { return nil }
            return arguments(text[range.upperBound...])
        }
    }

    /// What stands before the parenthesis that closes.
    private static func arguments(_ text: Substring) -> String {
        var depth = 1
        let end = text.firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth == 0
        }
        return String(text[..<(end ?? text.endIndex)])
    }

    private static func literals(_ text: String) -> [String] {
        text.matches(of: /"([^"]*)"/).map { String($0.1) }
    }
}
