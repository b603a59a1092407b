import Testing

@Suite("Targets know whom they may know")
struct WallTests {
    @Test("Package.swift draws the walls of the table")
    func manifest() throws {
        let manifest = Manifest(try Repository.text("Package.swift"))
        #expect(Set(manifest.dependencies.keys) == Set(Walls.rows.keys))
        for (target, dependencies) in manifest.dependencies {
            #expect(dependencies == Walls.rows[target]?.targets, "\(target)")
        }
    }

    @Test("no package is a dependency")
    func noPackages() throws {
        let manifest = SourceFile(path: "Package.swift", text: try Repository.text("Package.swift"))
        #expect(!manifest.code.contains(".package("))
        #expect(!Repository.has("Package.resolved"))
    }

    @Test("a target's files import what the table allows", arguments: Walls.rows.keys.sorted())
    func imports(target: String) throws {
        let files = try Repository.swiftFiles(below: Walls.folder(of: target))
        #expect(files.flatMap { Walls.breaches(in: $0, of: target) } == [])
    }

    @Test("every folder of sources is a target")
    func folders() throws {
        let libraries = ["CLinux", "COpenSSL", "CSQLite", "CZlib"]
        let own = Walls.rows.keys.filter { !Walls.dialects.contains($0) }
        #expect(Set(try Repository.names(in: "Sources")) == Set(own + libraries))
        #expect(try Repository.names(in: "Dialects") == Walls.dialects)
    }
}
