import Canonical
import Engine
import Observability
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A log begins afresh once it is long and copied", .temporaryFolder)
struct LogBoundTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var log: LogFile { LogFile(of: folder) }
    private static let limitBytes = 8 << 20

    private let lines = Box<[String]>([])

    private func store() throws -> SQLiteStore {
        let log = Log(into: lines)
        return try openStore(log: log) { options in
            options.checkpointInterval = .milliseconds(2)
            options.writeAheadBoundBytes = 256 << 10
            options.writeAheadLimitBytes = Self.limitBytes
        }
    }

    @Test("under load it stays short, and nothing is lost")
    func load() async throws {
        let store = try store()
        try await Sample.sendLarge(1...400, store)
        // 64 MB were written; how soon the log is copied depends on who gets the processor and the disk.
        #expect(try log.length() <= Self.limitBytes + Sample.largeSendBytes)
        #expect(try log.beginnings() > 2)
        let events = try await store.events(of: Sample.instance, after: 0, limit: 999)
        #expect(events.map(\.sequence) == Array(1...400))
        store.close()
        #expect(try DataCheck.run(folder: folder).isEmpty)
        let documents = try openStore().load().documents
        #expect(documents[DocumentKey(space: "s", key: "1")]?.first == UInt8(400 - 256))
    }

    @Test("a reader that stays open delays it, and sees what it saw")
    func reader() async throws {
        let store = try store()
        try await Sample.sendLarge(1...10, store)
        let reader = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        try reader.execute("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM sends") == 10)
        let before = try log.beginnings()
        try await Sample.sendLarge(11...120, store)
        #expect(try log.beginnings() <= before + 1)
        // The writer stopped for the reader at each limit that the log passed, not at each commit.
        #expect(lines.value.count { $0.contains("a reader holds the log") } == 2)
        #expect(try reader.integer("SELECT count(*) FROM sends") == 10)
        let held = try log.beginnings()
        try reader.execute("COMMIT")
        var last: Int64 = 120
        while try log.beginnings() == held, last < 2000 {
            last += 1
            try await Sample.sendLarge(last...last, store)
        }
        #expect(try log.beginnings() != held)
        #expect(try reader.integer("SELECT count(*) FROM sends") == last)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a limit is reached once, and again when the log has grown by as much since")
    func limit() {
        var limit = LogLimit(bytes: 100)
        let lengths = [90, 101, 102, 201, 202, 302, 303, 40, 101]
        var reached: [Int] = []
        for length in lengths where limit.isReached(by: length) { reached.append(length) }
        #expect(reached == [101, 202, 303, 101])
    }
}
