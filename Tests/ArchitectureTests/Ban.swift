/// A word or construct that must not be in a file.
struct Ban {
    /// Where in a file it counts.
    enum Scope {
        /// In code: comments and literals are free.
        case code
        /// In code and literals: comments are free.
        case codeAndLiterals
        /// Everywhere.
        case everywhere
    }

    /// What it is called in a finding.
    let name: String
    private let pattern: Regex<Substring>
    private let scope: Scope

    /// The places in a file, as `path:line: name`.
    func findings(in file: SourceFile) -> [String] {
        let text =
            switch scope {
            case .code: file.code
            case .codeAndLiterals: file.withoutComments
            case .everywhere: file.text
            }
        return file.lines(of: text, with: pattern).map { "\($0): \(name)" }
    }

    /// What no source may contain.
    static var inSources: [Ban] {
        [
            Ban(name: "try!", pattern: /\btry!/, scope: .code),
            Ban(name: "as!", pattern: /\bas!\s/, scope: .code),
            Ban(name: "fatalError", pattern: /\bfatalError\(/, scope: .code),
            Ban(name: "print", pattern: /(?:^|[^.\w])(?:debugPrint|print|dump)\(/, scope: .code),
            Ban(name: "Foundation", pattern: /\bimport Foundation/, scope: .code),
            Ban(name: "Mutex", pattern: /\b(?:Synchronization\.)?Mutex\b/, scope: .code),
            Ban(name: "Any", pattern: /\bAny\b(?!Object|Hashable)/, scope: .code),
            Ban(name: "unsafeFlags", pattern: /\bunsafeFlags\b/, scope: .code),
        ]
    }

    /// What no file at all may contain.
    static var everywhere: [Ban] {
        [
            Ban(name: "unfinished", pattern: /\b(?:TODO|FIXME|XXX)\b/, scope: .everywhere),
            // Written so that it does not find itself.
            Ban(
                name: "a path of one machine",
                pattern: /(?:^|[^\w.\-])\/(?:work|home|Users)\/\w/,
                scope: .everywhere
            ),
        ]
    }

    /// What the core may not name.
    static var vendors: Ban {
        Ban(
            name: "a vendor",
            pattern: /(?:uazapi|zapy|mega-?api|whatisup)/.ignoresCase(),
            scope: .codeAndLiterals
        )
    }
}
