import Foundation
import Testing

@Suite("Adding a dialect touches four places")
struct AddingDialectTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The targets' names and the fixtures' folders.
    static let dialects = [
        ("Uazapi", "uazapi"), ("MegaAPI", "megaapi"), ("ZapyAPI", "zapyapi"),
        ("WhatIsUp", "whatisup"),
    ]

    @Test("its folder, its fixtures and its line of the manifest are there", arguments: dialects)
    func places(target: String, folder: String) throws {
        let manifest = try text("Package.swift")
        #expect(manifest.contains("dialect(\"\(target)\")"))
        for path in ["Dialects/\(target)/README.md", "Fixtures/\(folder)"] {
            let url = Self.root.appendingPathComponent(path)
            #expect(FileManager.default.fileExists(atPath: url.path), "\(path) is missing")
        }
    }

    @Test("the fourth is the executable: no other source imports it", arguments: dialects)
    func imports(target: String, folder: String) throws {
        let sources = Self.root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap {
            $0 as? String
        }
        let swift = try #require(files).filter { $0.hasSuffix(".swift") }
        #expect(swift.count > 20)
        for file in swift where !file.hasPrefix("sotaque/") {
            let lines = try text("Sources/\(file)").split(separator: "\n")
            let imports = lines.filter { $0.hasSuffix("import \(target)") }
            #expect(imports.isEmpty, "\(file) imports \(target)")
        }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }
}
