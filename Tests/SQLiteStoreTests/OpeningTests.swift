import Canonical
import Engine
import Foundation
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A data folder is opened with care", .temporaryFolder)
struct OpeningTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var file: String { folder + "/sotaque.sqlite" }

    @Test("a new folder and its files can be reached by their owner alone")
    func modes() async throws {
        let store = try openStore()
        try await store.submit(Sample.send(1)).wait()
        #expect(mode(folder) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.contains("sotaque.sqlite-wal"))
        for name in files { #expect(mode("\(folder)/\(name)") == 0o600, "\(name)") }
    }

    @Test("a folder that is in use is refused by name, and free after closing")
    func lock() throws {
        let store = try openStore()
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.message.contains("\(folder) is in use") == true)
        store.close()
        #expect(failure { () throws(StoreError) in _ = try openStore() } == nil)
    }

    @Test("a log that a killed process left is emptied at the next start")
    func leftLog() async throws {
        let store = try openStore()
        let killed = try await killed(store)
        let log = LogFile(of: killed)
        #expect(try log.length() > 0)
        let next = try openStore(killed)
        #expect(try log.length() == 0)
        #expect(try next.load().eventSequences == [Sample.instance: 1])
        try await next.submit(Sample.send(2)).wait()
        next.close()
        #expect(!FileManager.default.fileExists(atPath: killed + "/sotaque.sqlite-wal"))
        #expect(try openStore(killed).load().eventSequences == [Sample.instance: 2])
    }

    @Test("a reader that holds a left log has it stay, which the log of the start says")
    func heldLog() async throws {
        let store = try openStore()
        let killed = try await killed(store)
        let reader = try Connection.open(killed + "/sotaque.sqlite", for: .reading)
        try reader.execute("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM commands") == 1)
        let lines = Box<[String]>([])
        let next = try openStore(killed, log: Log(into: lines))
        #expect(lines.value.contains { $0.contains("a reader holds it") })
        try await next.submit(Sample.send(2)).wait()
        #expect(try next.load().eventSequences == [Sample.instance: 2])
        try reader.execute("COMMIT")
    }

    @Test("an older schema is brought up to date, and a copy of it is kept")
    func migration() async throws {
        let store = try openStore()
        try await store.submit(Sample.send(1)).wait()
        store.close()
        let next = Schema(steps: Schema.current.steps + ["ALTER TABLE events ADD COLUMN note TEXT"])
        let migrated = try openStore { $0.schema = next }
        #expect(try migrated.load().eventSequences == [Sample.instance: 1])
        #expect(try LogFile(of: folder).length() == 0)
        migrated.close()
        let copy = "\(file).before-\(next.version)"
        #expect(mode(copy) == 0o600)
        try executeRaw("SELECT note FROM events", in: file)
        #expect(throws: (any Error).self) { try executeRaw("SELECT note FROM events", in: copy) }
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.kind == .incompatible)
        #expect(error?.message.contains("newer") == true)
    }

    @Test("a step that fails leaves the file at the version it had")
    func failedMigration() async throws {
        let store = try openStore()
        try await store.submit(Sample.send(1)).wait()
        store.close()
        let steps: [Schema.Step] = ["DROP TABLE events", "SELECT * FROM nothing"]
        let broken = Schema(steps: Schema.current.steps + steps)
        let error = failure { () throws(StoreError) in _ = try openStore { $0.schema = broken } }
        #expect(error != nil)
        #expect(try openStore().load().eventSequences == [Sample.instance: 1])
    }

    @Test(
        "a file that is not ours is refused and left as it was",
        arguments: ["PRAGMA user_version = 1", "CREATE TABLE a (b)"]
    )
    func foreignFile(_ sql: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try executeRaw(sql, in: file)
        let bytes = FileManager.default.contents(atPath: file)
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.kind == .incompatible)
        #expect(FileManager.default.contents(atPath: file) == bytes)
    }

    @Test("a file that is no database is refused")
    func noDatabase() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Data(repeating: 0x41, count: 10_000).write(to: URL(fileURLWithPath: file))
        let error = failure { () throws(StoreError) in _ = try openStore() }
        #expect(error?.kind == .incompatible)
    }

    @Test("damage anywhere is an error and never a trap", arguments: 0..<24)
    func damage(_ seed: UInt64) async throws {
        let store = try openStore()
        _ = store.submit([.endpoint(Sample.endpoint("whk_1"))])
        for number in 1...20 {
            let entry = Sample.entry(Int64(number), lane: "\(number % 3)")
            _ = store.submit(Sample.toldSend(entry))
        }
        try await store.submit([.instance(Sample.linkedInstance())]).wait()
        store.close()
        var bytes = try #require(FileManager.default.contents(atPath: file))
        var generator = Generator(state: seed)
        for _ in 0..<200 {
            let offset = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[offset] = UInt8.random(in: 0...255, using: &generator)
        }
        if seed % 4 == 0 { bytes = bytes.prefix(bytes.count / 2) }
        try bytes.write(to: URL(fileURLWithPath: file))
        let kinds: [StoreError.Kind] = [.incompatible, .inputOutput, .database]
        do throws(StoreError) {
            let damaged = try openStore()
            _ = try damaged.load()
            _ = try await damaged.events(of: Sample.instance, after: 0, limit: 50)
            _ = try await damaged.deliveries(DeliveryFilter(tenant: Sample.tenant), limit: 50)
            let query = DueQuery(now: Sample.now, inFlight: ["x"], resting: [], limit: 9)
            _ = try await damaged.dueDeliveries(query)
            let changes: [Change] = [.endpointRemoved("whk_1", at: Sample.now)]
            try await damaged.submit(changes).wait()
        } catch {
            #expect(kinds.contains(error.kind), "\(error)")
        }
        #expect(!(try DataCheck.run(folder: folder)).isEmpty)
    }

    @Test("no token and no secret is in any file")
    func secrecy() async throws {
        let store = try openStore()
        let secret = "whsec_c0ffee15900d"
        try await store.submit([
            .instance(Sample.linkedInstance()),
            .endpoint(Sample.webhook("whatisup", secret: secret)),
            .endpoint(Sample.endpoint("whk_1")),
        ]).wait()
        try await store.backup(to: folder + "/copy.sqlite")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            for text in ["token-1ea7b0a7d00d", secret, "c0ffee"] {
                #expect(bytes.range(of: Data(text.utf8)) == nil, "\(name)")
            }
        }
        let state = try store.load()
        #expect(state.instances.first?.tokens.values.first == "token-1ea7b0a7d00d")
        #expect(state.endpoints.first?.secret == secret)
    }

    @Test("a backup is a store of its own, and never replaces a file")
    func backup() async throws {
        let store = try openStore()
        try await store.submit(Sample.send(1)).wait()
        let other = TemporaryFolder.current + "/other"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        let copy = other + "/sotaque.sqlite"
        try await store.backup(to: copy)
        #expect(mode(copy) == 0o600)
        let bytes = FileManager.default.contents(atPath: copy)
        await #expect(throws: StoreError.self) { try await store.backup(to: copy) }
        #expect(FileManager.default.contents(atPath: copy) == bytes)
        try await store.submit(Sample.send(2)).wait()
        #expect(try openStore(other).load().eventSequences == [Sample.instance: 1])
    }

    /// A folder as the disk has it when a process is killed after a send.
    private func killed(_ store: SQLiteStore) async throws -> String {
        try await store.submit(Sample.send(1)).wait()
        let killed = TemporaryFolder.current + "/killed"
        try FileManager.default.copyItem(atPath: folder, toPath: killed)
        return killed
    }

    private func mode(_ path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.posixPermissions] as? NSNumber)?.intValue
    }
}

/// Numbers that are the same in every run.
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
