import Testing

@Suite("The checker finds what it looks for")
struct CheckerTests {
    @Test(
        "an import is read whatever stands before it",
        arguments: [
            ("import Engine", ["Engine"]),
            ("public import Engine\ninternal import Wire", ["Engine", "Wire"]),
            ("@_exported public import Wire", ["Wire"]),
            ("@testable import Engine", ["Engine"]),
            ("import struct Engine.Ledger", ["Engine"]),
            ("import Engine.Ports", ["Engine"]),
            ("    import Engine  // why", ["Engine"]),
            ("// import Engine", []),
            ("/* import Engine */", []),
            ("let text = \"\"\"\nimport Engine\n\"\"\"", []),
            ("let important = 1", []),
        ]
    )
    func imports(text: String, expected: [String]) {
        #expect(SourceFile(path: "a.swift", text: text).imports == expected)
    }

    @Test(
        "an import through a wall is found",
        arguments: [
            ("Engine", "import Wire"), ("Engine", "public import HTTP"),
            ("Engine", "internal import CanonicalJSON"), ("Canonical", "import Wire"),
            ("Wire", "import Canonical"), ("Wire", "import Glibc"),
            ("Uazapi", "import Engine"), ("Uazapi", "import MegaAPI"), ("Uazapi", "import Wire"),
            ("Uazapi", "import Glibc"), ("HTTP", "import DialectKit"),
            ("HTTP", "import Foundation"),
            ("Gateway", "import SQLiteStore"), ("Engine", "@_exported import Canonical"),
            ("Nobody", "import Canonical"),
        ]
    )
    func breach(target: String, text: String) {
        let file = SourceFile(path: "\(Walls.folder(of: target))/File.swift", text: text)
        #expect(Walls.breaches(in: file, of: target).count == 1)
    }

    @Test(
        "an import that is allowed is no breach",
        arguments: [("Engine", "Canonical"), ("Uazapi", "DialectKit"), ("Reactor", "Glibc")]
    )
    func allowed(target: String, module: String) {
        let file = SourceFile(path: "Sources/File.swift", text: "internal import \(module)")
        #expect(Walls.breaches(in: file, of: target) == [])
    }

    @Test(
        "a banned construct is found in code",
        arguments: [
            "let a = try! b()", "let a = b as! C", "fatalError(\"x\")", "print(1)",
            "    debugPrint(1)", "import Foundation", "internal import FoundationNetworking",
            "let a = Mutex(0)", "let a: Synchronization.Mutex<Int>", "let a: [String: Any] = [:]",
            "let a = \"\\(try! b())\"",
        ]
    )
    func banned(text: String) {
        let file = SourceFile(path: "a.swift", text: text)
        #expect(Ban.inSources.flatMap { $0.findings(in: file) }.count == 1)
    }

    @Test(
        "what only looks like one is not",
        arguments: [
            "// try! is banned", "/// print(1)", "let a = \"fatalError(\"",
            "let a = #\"try! \"b\" \"#",
            "let a = \"\"\"\n  print(1)\n  \"\"\"", "blueprint(1)", "writer.print(1)",
            "let a: AnyObject",
            "let a: any Sequence", "/* outer /* try! */ print(1) */",
        ]
    )
    func harmless(text: String) {
        let file = SourceFile(path: "a.swift", text: text)
        #expect(Ban.inSources.flatMap { $0.findings(in: file) } == [])
    }

    @Test("a finding names its line")
    func line() {
        let file = SourceFile(path: "a.swift", text: "/* one\n two */\nlet a = 1\n\nprint(a)\n")
        #expect(Ban.inSources.flatMap { $0.findings(in: file) } == ["a.swift:5: print"])
    }

    @Test(
        "unfinished work and a machine's paths are found, also in comments",
        arguments: ["// TODO: more", "/// FIXME", "let a = \"/work/x\"", "// see /home/me/notes"]
    )
    func unfinished(text: String) {
        let file = SourceFile(path: "a.swift", text: text)
        #expect(Ban.everywhere.flatMap { $0.findings(in: file) }.count == 1)
    }

    @Test(
        "a vendor's name counts in code and literals and not in comments",
        arguments: [
            ("let a = \"uazapi\"", 1), ("case megaAPI", 1), ("let zapyID = 1", 1),
            ("// mega-API and WhatIsUp do it", 0), ("/// uazapi", 0), ("let a = \"vendor\"", 0),
        ]
    )
    func vendor(text: String, count: Int) {
        let file = SourceFile(path: "a.swift", text: text)
        #expect(Ban.vendors.findings(in: file).count == count)
    }

    @Test("a manifest's targets are read with their dependencies")
    func manifest() {
        let manifest = Manifest(
            """
            func module(_ name: String, _ dependencies: [String] = []) {}
            func dialect(_ name: String) -> Target { .target(dependencies: ["Kit"]) }
            let dialects: [Target.Dependency] = ["One", "Two"]
            let targets = [
                module("Bare"), module("Full", ["Bare", "Kit"], settings: settings),
                // module("Gone", ["Bare"]),
                .executableTarget(name: "tool", dependencies: ["Full"] + dialects, path: "x"),
                dialect("One"),
            ]
            """
        )
        #expect(
            manifest.dependencies == [
                "Bare": [], "Full": ["Bare", "Kit"], "tool": ["Full", "One", "Two"], "One": ["Kit"],
            ]
        )
    }

    @Test(
        "a README without quirks, or with one that nothing proves, is at fault",
        arguments: [
            ("# Vendor", 1),
            ("## Quirks\n\nNone.", 1),
            ("## Quirks\n\n- It is odd.", 1),
            ("## Quirks\n\n- It is odd: `send/gone.1`.", 1),
            ("## Quirks\n\n- It is odd: `send/text.1`.\n- So is this,\n  see `send/gone.1`.", 1),
            ("## Quirks\n\n- It is odd: `send/text.1`.\n\n## Other\n\n- no quirk", 0),
            ("## Quirks\n\n- Odd: `Fixtures/vendor/send/text.1.json`.", 0),
            (table + "| Odd | `Fixtures/vendor/send/text.1.json` |", 0),
            (table + "| Odd | `Fixtures/vendor/send/text.1.json`, `text.2.json` |", 1),
            (table + "| Assumed, and said to be | – |", 0),
            (table + "| Odd | |", 1),
            (table, 1),
        ]
    )
    func readme(text: String, count: Int) {
        #expect(DialectReadme(text).faults { $0 == "send/text.1" }.count == count)
    }

    private static let table = "## Quirks\n\n| quirk | fixture |\n| --- | --- |\n"

    @Test("a folder without sources is an error and not a pass")
    func missing() {
        #expect(throws: (any Error).self) { try Repository.swiftFiles(below: "Sources/Nothing") }
        #expect(throws: Repository.Missing.self) { try Repository.swiftFiles(below: "docs") }
    }
}
