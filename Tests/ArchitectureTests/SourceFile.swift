/// A Swift file, and what of it is code.
struct SourceFile {
    /// Its path from the top folder.
    let path: String
    /// All of it.
    let text: String
    /// The text with comments as blanks; lines stay where they are.
    let withoutComments: String
    /// The text with comments and the insides of string literals as blanks.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var scanner = SourceScanner(text)
        scanner.run()
        withoutComments = String(String.UnicodeScalarView(scanner.withoutComments))
        code = String(String.UnicodeScalarView(scanner.code))
    }

    /// The modules that it imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.modifiers.contains($0) })
            else { return nil }
            let name = Self.kinds.contains(words[place + 1]) ? words.last : words[place + 1]
            return name?.split(separator: ".").first.map(String.init)
        }
    }

    /// The lines of a text of this file that the pattern is found in, as `path:number`.
    func lines(of text: String, with pattern: some RegexComponent) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.contains(pattern) }
            .map { "\(path):\($0.offset + 1)" }
    }

    private static let modifiers: Set = ["public", "package", "internal", "private", "fileprivate"]
    private static let kinds: Set = [
        "actor", "class", "enum", "func", "let", "macro", "protocol", "struct", "typealias", "var",
    ]
}
