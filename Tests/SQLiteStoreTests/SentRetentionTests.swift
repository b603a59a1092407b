import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Retention removes the events of sends and of their progress", .temporaryFolder)
struct SentRetentionTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private let instance = Sample.instance

    /// What a pass removes that is older than so many milliseconds after ``Sample/now``.
    private func pass(until milliseconds: Int64, limit: Int = 1000) -> [Change] {
        let never = Timestamp(milliseconds: 0)
        let retention = Retention(
            eventsBefore: Sample.now.advanced(byMilliseconds: milliseconds),
            succeededBodiesBefore: never,
            otherBodiesBefore: never,
            deliveriesBefore: never,
            limit: limit
        )
        return [.retention(retention)]
    }

    /// Ten sends a millisecond apart, each delivered 200 ms later: their events are 1 to 20.
    private func filled() async throws -> SQLiteStore {
        let store = try openStore()
        for number in 1...10 as ClosedRange<Int64> {
            _ = store.submit([
                .sent(Sample.sent(number, event: 2 * number - 1, command: number)),
                .progress(Sample.progress(number, .delivered, event: 2 * number)),
            ])
        }
        try await store.submit([]).wait()
        return store
    }

    private func numbers(_ store: SQLiteStore) async throws -> [Int64] {
        try await store.events(of: instance, after: 0, limit: 99).map(\.sequence)
    }

    @Test("events go; messages with their status, the journal and the numbers stay")
    func everything() async throws {
        let store = try await filled()
        try await store.submit(pass(until: 1000)).wait()
        #expect(try await numbers(store).isEmpty)
        #expect(try await store.message(Sample.sendID(3), of: instance)?.status == .delivered)
        #expect(try await store.commands(of: instance, after: 0, limit: 99).count == 10)
        let connection = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        let receiptRuns = "SELECT count(*) FROM runs WHERE command IS NULL"
        #expect(try connection.integer(receiptRuns) == 0)
        store.close()
        let reopened = try openStore()
        #expect(try reopened.load().eventSequences == [instance: 20])
        let next = Sample.sent(11, event: 21, command: 11)
        try await reopened.submit([.sent(next)]).wait()
        #expect(try await numbers(reopened) == [21])
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("what is young stays, and a pass removes no more than its limit")
    func bounds() async throws {
        let store = try await filled()
        try await store.submit(pass(until: 1)).wait()
        #expect(try await numbers(store).count == 20)
        try await store.submit(pass(until: 5, limit: 2)).wait()
        #expect(try await numbers(store) == [2] + Array(4...20))
        try await store.submit(pass(until: 5, limit: 2)).wait()
        // A send's event is as old as the send; the signs of its progress are younger.
        #expect(try await numbers(store) == [2, 4, 6] + Array(8...20))
        for _ in 0..<6 { try await store.submit(pass(until: 205, limit: 2)).wait() }
        #expect(try await numbers(store) == [10, 12, 14, 16, 18, 20])
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a pass after a reopening goes on where the last one ended")
    func reopened() async throws {
        let store = try await filled()
        try await store.submit(pass(until: 5)).wait()
        store.close()
        let reopened = try openStore()
        try await reopened.submit(pass(until: 8, limit: 3)).wait()
        #expect(try await numbers(reopened) == [2, 4, 6, 8, 10, 12, 14] + Array(15...20))
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a run of which a part is removed still leads to the rest, and to later signs")
    func partOfRun() async throws {
        let store = try openStore()
        let sends = (1...6 as ClosedRange<Int64>).map { number in
            Change.sent(Sample.sent(number, event: number, command: number))
        }
        let signs = (1...6 as ClosedRange<Int64>).map { number in
            Change.progress(Sample.progress(number, .delivered, event: 6 + number))
        }
        try await store.submit(sends + signs).wait()
        let connection = try Connection.open(folder + "/sotaque.sqlite", for: .reading)
        let receiptRuns = "SELECT count(*) FROM runs WHERE command IS NULL"
        #expect(try connection.integer(receiptRuns) == 1)
        try await store.submit(pass(until: 1000, limit: 2)).wait()
        #expect(try await numbers(store) == Array(9...12))
        store.close()
        let reopened = try openStore()
        try await reopened.submit([
            .sent(Sample.sent(7, event: 13, command: 7)),
            .progress(Sample.progress(3, .read, event: 14)),
            .progress(Sample.progress(7, .delivered, event: 15)),
        ]).wait()
        #expect(try await numbers(reopened) == Array(9...15))
        #expect(try DataCheck.run(folder: folder).isEmpty)
        for _ in 0..<8 { try await reopened.submit(pass(until: 1000, limit: 2)).wait() }
        #expect(try await numbers(reopened).isEmpty)
        #expect(try connection.integer(receiptRuns) == 0)
        #expect(try await reopened.message(Sample.sendID(1), of: instance)?.status == .delivered)
        #expect(try await reopened.message(Sample.sendID(3), of: instance)?.status == .read)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("a late sign of an old message does not keep those behind it")
    func lateSign() async throws {
        let store = try await filled()
        let late = ProgressRecord(
            message: Sample.sendID(1),
            instance: instance,
            sequence: 21,
            at: Sample.now.advanced(byMilliseconds: 9000),
            status: .read,
            chat: nil,
            participant: nil
        )
        try await store.submit([.progress(late)]).wait()
        for _ in 0..<8 { try await store.submit(pass(until: 1000, limit: 4)).wait() }
        #expect(try await numbers(store) == [21])
        #expect(try await store.message(Sample.sendID(1), of: instance)?.status == .read)
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }
}
