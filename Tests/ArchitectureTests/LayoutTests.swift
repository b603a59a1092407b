import Testing

@Suite("The repository is laid out as agreed")
struct LayoutTests {
    @Test("the top level has the agreed folders and pages and nothing else")
    func topLevel() throws {
        // Made by builds, by running the server in place, and by Python; none is committed.
        let made: Set = ["dist", "sotaque-data", "__pycache__"]
        let agreed: Set = [
            "CHANGELOG.md", "CONTRIBUTING.md", "Dialects", "Fixtures", "LICENSE", "Package.swift",
            "README.md", "README.pt-BR.md", "SECURITY.md", "Sources", "Tests", "deploy", "docs",
        ]
        #expect(Set(try Repository.names(in: ".")).subtracting(made) == agreed)
    }

    @Test(
        "a page or script that others name is there",
        arguments: [
            ".ci/run", "deploy/run", "deploy/build", "deploy/test", "deploy/lib.sh",
            "deploy/sotaque.service", "deploy/Containerfile", "deploy/README.md",
            "docs/ARCHITECTURE.md", "docs/operating.md", "docs/migrating.md", "docs/conformance.md",
            "docs/events.md", "docs/threat-model.md", "docs/decisions", "Fixtures/README.md",
        ] + Walls.dialects.map { "docs/dialects/\($0.lowercased()).md" }
    )
    func page(path: String) {
        #expect(Repository.has(path))
    }

    @Test("a dialect's README names a fixture for each quirk", arguments: Walls.dialects)
    func quirks(dialect: String) throws {
        let readme = DialectReadme(try Repository.text("Dialects/\(dialect)/README.md"))
        let faults = readme.faults { fixture in
            Repository.has("Fixtures/\(dialect.lowercased())/\(fixture).json")
        }
        #expect(faults == [])
    }

    @Test("the CI script adds nothing to the test command")
    func continuousIntegration() throws {
        let script = try Repository.text(".ci/run")
        #expect(script.hasSuffix("exec deploy/test\n"))
        #expect(!script.contains("swift "))
    }
}
