import Testing

@Suite("Sources keep out what does not belong there")
struct WordTests {
    @Test("no source has a banned construct", arguments: ["Sources", "Dialects"])
    func sources(folder: String) throws {
        let files = try Repository.swiftFiles(below: folder)
        #expect(findings(Ban.inSources, files) == [])
    }

    @Test(
        "no file is unfinished or names one machine's folders",
        arguments: ["Sources", "Dialects", "Tests"]
    )
    func everywhere(folder: String) throws {
        // The checker and its own tests have to spell what they look for.
        let files = try Repository.swiftFiles(below: folder)
            .filter { !$0.path.hasPrefix("Tests/ArchitectureTests/") }
        #expect(findings(Ban.everywhere, files) == [])
    }

    @Test("no page or script is unfinished either", arguments: ["deploy", "docs", "Dialects"])
    func pages(folder: String) throws {
        let endings = [
            ".md", ".py", ".sh", ".service", "deploy/run", "deploy/build", "deploy/test",
        ]
        let pages = try Repository.paths(below: folder)
            .filter { path in endings.contains { path.hasSuffix($0) } }
            .map { SourceFile(path: $0, text: try Repository.text($0)) }
        #expect(!pages.isEmpty)
        #expect(findings(Ban.everywhere, pages) == [])
    }

    @Test("the core names no vendor", arguments: ["Sources/Canonical", "Sources/Engine"])
    func vendors(folder: String) throws {
        #expect(findings([.vendors], try Repository.swiftFiles(below: folder)) == [])
    }

    @Test("no file is longer than 400 lines", arguments: ["Sources", "Dialects", "Tests"])
    func length(folder: String) throws {
        let long = try Repository.swiftFiles(below: folder).filter { $0.lineCount > 400 }
        #expect(long.map(\.path) == [])
    }

    private func findings(_ bans: [Ban], _ files: [SourceFile]) -> [String] {
        files.flatMap { file in bans.flatMap { $0.findings(in: file) } }
    }
}

extension SourceFile {
    fileprivate var lineCount: Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).count
    }
}
