import Canonical
import Engine
import Foundation
import Glibc
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A new folder's database", .temporaryFolder)
struct NewDatabaseTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var file: String { folder + "/sotaque.sqlite" }

    @Test("the whole is what all steps lead to")
    func whole() throws {
        let byStep = TemporaryFolder.current + "/steps"
        try openStore(byStep) { $0.schema = Schema(steps: Schema.current.steps) }.close()
        try openStore(folder).close()
        let steps = try definitions(in: byStep + "/sotaque.sqlite")
        let whole = try definitions(in: file)
        #expect(steps.count > 40)
        for (name, text) in steps { #expect(whole[name] == text, "\(name)") }
        #expect(whole.count == steps.count)
    }

    @Test("every statement of a session fits the tables")
    func statements() throws {
        try openStore().close()
        let writing = try Connection.open(file, for: .writing, preparesAtOnce: true)
        let permit = CheckpointPermit(fault: nil, log: .silent)
        _ = try WriterSession(writing, sealer: ToySealer(), permit: permit)
        func read() throws(StoreError) {
            let reading = try Connection.open(file, for: .reading, preparesAtOnce: true)
            _ = try ReaderSession(reading)
        }
        try read()
        try executeRaw("DROP TABLE origins", in: file)
        let error = failure(of: read)
        #expect(error?.message.contains("no such table: origins") == true)
    }

    @Test("what a start left that was broken off is replaced")
    func brokenOff() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Data(repeating: 0x41, count: 10_000).write(to: URL(fileURLWithPath: file + ".new"))
        let store = try openStore()
        try await store.submit(Sample.send(1)).wait()
        #expect(!FileManager.default.fileExists(atPath: file + ".new"))
        store.close()
        #expect(try openStore().load().eventSequences == [Sample.instance: 1])
    }

    @Test("the log of a database that is lost does not become the new one's")
    func strayLog() async throws {
        let other = TemporaryFolder.current + "/other"
        let store = try openStore(other)
        try await store.submit(Sample.send(1)).wait()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: other + "/sotaque.sqlite-wal",
            toPath: file + "-wal"
        )
        store.close()
        let new = try openStore()
        try await new.submit([.instance(Sample.linkedInstance())]).wait()
        #expect(try new.load().eventSequences.isEmpty)
    }

    @Test(
        "what cannot be removed beside its place refuses the start",
        arguments: ["wal", "journal"]
    )
    func stubbornLog(_ suffix: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(file)-\(suffix)",
            withIntermediateDirectories: true
        )
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.message.contains("sotaque.sqlite-\(suffix)") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }

    @Test("an empty file is taken for none")
    func emptyFile() throws {
        mkdir(folder, 0o700)
        try Data().write(to: URL(fileURLWithPath: file))
        try openStore().close()
        #expect(try DataCheck.run(folder: folder) == [])
    }

    @Test("a link in the database's place is refused and left alone", arguments: [true, false])
    func link(leadsSomewhere: Bool) throws {
        let target = TemporaryFolder.current + "/elsewhere"
        if leadsSomewhere { try Data().write(to: URL(fileURLWithPath: target)) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
        #expect(failure { () throws(StoreError) in _ = try openStore() } != nil)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file) == target)
    }

    @Test("what is no regular file is refused and left alone")
    func noFile() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        mkfifo(file, 0o644)
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.message.contains("is no regular file") == true)
        var status = stat()
        #expect(lstat(file, &status) == 0 && status.st_mode == S_IFIFO | 0o644)
    }

    @Test("a folder that takes no file is refused by name")
    func unwritable() throws {
        try openStore().close()
        unlink(file)
        try FileManager.default.createDirectory(
            atPath: file + ".new",
            withIntermediateDirectories: false
        )
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.message.contains("sotaque.sqlite.new") == true)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    private func definitions(in file: String) throws -> [String: String] {
        try SchemaFindings.definitions(in: Connection.open(file, for: .reading))
    }
}
