import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A log is written in long pieces, and nothing of it is lost", .temporaryFolder)
struct GatheringTests {
    private var folder: String { TemporaryFolder.current + "/data" }

    @Test("SQLite takes the files that gather")
    func registered() {
        #expect(GatheringFiles.name != nil)
    }

    /// Bytes that are different at every place of a page.
    private func bytes(_ count: Int, _ seed: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 31) ^ ($0 >> 12) ^ seed) }
    }

    // More than a piece, and more than the page cache, whose pages are then written early.
    @Test(
        "a transaction of any length is read and reopened as it was",
        arguments: [10, 5_000, 110_000, 115_000, 250_000, 3_000_000, 12_000_000]
    )
    func lengths(_ count: Int) async throws {
        let store = try openStore()
        let keys = (0..<3).map { DocumentKey(space: "s", key: "\($0)") }
        for round in 0..<3 {
            let changes = keys.enumerated().map { index, key in
                Change.document(key, bytes(count, index + round))
            }
            try await store.submit(changes + Sample.send(Int64(round + 1))).wait()
        }
        let expected = keys.indices.map { bytes(count, $0 + 2) }
        #expect(try keys.map { try store.load().documents[$0] } == expected)
        store.close()
        #expect(try DataCheck.run(folder: folder).isEmpty)
        let reopened = try openStore()
        #expect(try keys.map { try reopened.load().documents[$0] } == expected)
    }

    @Test("what was committed is in the log when the ticket says so, before the store is closed")
    func readBeside() async throws {
        let store = try openStore { $0.checkpointInterval = .seconds(3600) }
        for number in 1...50 as ClosedRange<Int64> {
            try await store.submit(Sample.send(number)).wait()
            let connection = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
            #expect(try connection.integer("SELECT max(sequence) FROM events") == number)
        }
    }
}
