import Canonical
import Engine
import Foundation
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A log begins afresh once it is long and copied", .temporaryFolder)
struct LogBoundTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var logPath: String { folder + "/sotaque.sqlite-wal" }

    private func store() throws -> SQLiteStore {
        try openStore { options in
            options.checkpointInterval = .milliseconds(2)
            options.writeAheadBoundBytes = 256 << 10
        }
    }

    /// How many bytes the log's file has.
    private func length() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: logPath)[.size] as? Int ?? 0
    }

    /// How often the log was begun afresh, as its file says in its fourth word.
    private func beginnings() throws -> UInt32 {
        let file = try #require(FileHandle(forReadingAtPath: logPath))
        let head = try #require(try file.read(upToCount: 16))
        return head.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Commits sends one after the other, 40 pages of the log each.
    private func send(_ numbers: ClosedRange<Int64>, _ store: SQLiteStore) async throws {
        for number in numbers {
            let filler = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 160_000)
            try await store.submit([
                .sent(Sample.sent(number, event: number, command: number)),
                .document(DocumentKey(space: "s", key: "\(number % 7)"), filler),
            ]).wait()
        }
    }

    @Test("under load it stays short, and nothing is lost")
    func load() async throws {
        let store = try store()
        try await send(1...400, store)
        // 64 MB were written; the log grows on while it is copied.
        #expect(try length() < 16 << 20)
        #expect(try beginnings() > 2)
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
        try await send(1...10, store)
        let reader = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        try reader.execute("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM sends") == 10)
        let before = try beginnings()
        try await send(11...60, store)
        #expect(try beginnings() <= before + 1)
        #expect(try reader.integer("SELECT count(*) FROM sends") == 10)
        let held = try beginnings()
        try reader.execute("COMMIT")
        var last: Int64 = 60
        while try beginnings() == held {
            last += 1
            try await send(last...last, store)
        }
        #expect(try reader.integer("SELECT count(*) FROM sends") == last)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }
}
