import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("Retention removes what is old and not needed", .temporaryFolder)
struct RetentionTests {
    private let later = Sample.now.advanced(byMilliseconds: 1_000_000)
    private let never = Timestamp(milliseconds: 0)

    private func retention(
        events: Timestamp? = nil,
        succeeded: Timestamp? = nil,
        others: Timestamp? = nil,
        deliveries: Timestamp? = nil,
        limit: Int = 1000
    ) -> [Change] {
        let retention = Retention(
            eventsBefore: events ?? never,
            succeededBodiesBefore: succeeded ?? never,
            otherBodiesBefore: others ?? never,
            deliveriesBefore: deliveries ?? never,
            limit: limit
        )
        return [.retention(retention)]
    }

    @Test("events go, but for those of open and dead deliveries; messages stay")
    func events() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "b", "b", "c"])
        try await deliveries.result(1, .dead)
        try await deliveries.result(2, .succeeded)
        try await deliveries.result(3, .skipped)
        try await deliveries.submit(Sample.send(6) + retention(events: later))
        let store = deliveries.store
        let kept = try await store.events(of: Sample.instance, after: 0, limit: 9)
        #expect(kept.map(\.sequence) == [1, 4, 5])
        #expect(try await store.message(MessageID("3EB0ins_12"), of: Sample.instance) != nil)
        #expect(try await deliveries.delivery(2)?.eventID == "evt_ins_1_2")
        #expect(try deliveries.findings().isEmpty)
        // What is gone cannot be replayed; what was kept can.
        let states: [Delivery.State] = [.dead, .succeeded]
        let filter = DeliveryFilter(states: states)
        try await deliveries.submit([.deliveriesReplayed(filter, at: later)])
        #expect(try await deliveries.due(after: 2_000_000) == [4, 5, 1])
        for number in [4, 5, 1] as [Int64] { try await deliveries.result(number, .succeeded) }
        try await deliveries.submit(retention(events: later))
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 9).isEmpty)
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("numbers go on after all events are gone, also after a reopening")
    func numbers() async throws {
        let store = try openStore()
        for number in 1...5 { _ = store.submit(Sample.send(Int64(number))) }
        try await store.submit(retention(events: later)).wait()
        #expect(try store.load().eventSequences == [Sample.instance: 5])
        store.close()
        let reopened = try openStore()
        #expect(try reopened.load().eventSequences == [Sample.instance: 5])
        #expect(try reopened.load().commandSequences == [Sample.instance: 5])
        try await reopened.submit(Sample.send(6)).wait()
        let folder = TemporaryFolder.current + "/data"
        #expect(try DataCheck.run(folder: folder).isEmpty)
        try await reopened.submit(Sample.send(8)).wait()
        let findings = try DataCheck.run(folder: folder)
        #expect(findings.contains("instance ins_1: the numbers of its events have gaps"))
    }

    @Test("young events stay, and a pass removes no more than its limit")
    func bounds() async throws {
        let store = try openStore()
        for number in 1...10 { _ = store.submit(Sample.send(Int64(number))) }
        try await store.submit(retention(events: Sample.now, limit: 100)).wait()
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 99).count == 10)
        try await store.submit(retention(events: later, limit: 4)).wait()
        let left = try await store.events(of: Sample.instance, after: 0, limit: 99)
        #expect(left.map(\.sequence) == Array(5...10))
        try await store.submit(retention(events: later, limit: -1)).wait()
        for _ in 0..<3 { try await store.submit(retention(events: later, limit: 4)).wait() }
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 99).isEmpty)
    }

    @Test("events that are needed do not keep later ones from being removed")
    func neededOnes() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "a", "a"])
        for number in 5...10 { try await deliveries.submit(Sample.send(Int64(number))) }
        for _ in 0..<4 { try await deliveries.submit(retention(events: later, limit: 3)) }
        let kept = try await deliveries.store.events(of: Sample.instance, after: 0, limit: 99)
        #expect(kept.map(\.sequence) == [1, 2, 3, 4])
        for number in 1...4 { try await deliveries.result(Int64(number), .succeeded) }
        for _ in 0..<4 { try await deliveries.submit(retention(events: later, limit: 3)) }
        #expect(
            try await deliveries.store.events(of: Sample.instance, after: 0, limit: 99).isEmpty
        )
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("bodies go before deliveries do, and what was given up goes with what arrived")
    func bodies() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "b", "c", "d"])
        try await deliveries.result(1, .succeeded, body: [1])
        try await deliveries.result(2, .skipped, body: [2])
        try await deliveries.result(3, .dead, body: [3])
        try await deliveries.result(4, .again(later), body: [4])
        try await deliveries.submit(retention(succeeded: later))
        #expect(try await bodies(deliveries) == [nil, nil, [3], [4]])
        try await deliveries.submit(retention(others: later))
        #expect(try await bodies(deliveries) == [nil, nil, nil, [4]])
        try await deliveries.submit(retention(deliveries: later, limit: 1))
        #expect(try await deliveries.list() == [4])
        try await deliveries.result(4, .dead)
        try await deliveries.submit(retention(deliveries: Sample.now))
        #expect(try await deliveries.list() == [4])
        try await deliveries.submit(retention(events: later, deliveries: later))
        #expect(try await deliveries.list().isEmpty)
        let events = try await deliveries.store.events(of: Sample.instance, after: 0, limit: 9)
        #expect(events.isEmpty)
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("removed endpoints go after their last delivery, and keys once they were taken back")
    func endpointsAndKeys() async throws {
        let removed = ["whk_1", "whk_2"].map { Sample.endpoint($0) }
        let deliveries = try await DeliveryStore(endpoints: removed + [Sample.endpoint("whk_3")])
        try await deliveries.queue(["a"])
        try await deliveries.result(1, .succeeded)
        let keys = [Sample.key("key_1"), Sample.key("key_2", revokedAt: Sample.now)]
        try await deliveries.submit(
            removed.map { .endpointRemoved($0.id, at: Sample.now) } + keys.map { .key($0) }
        )
        func left(_ table: String) throws -> [String] {
            let path = TemporaryFolder.current + "/data/sotaque.sqlite"
            let connection = try Connection.open(path, for: .reading)
            return try Statement(connection, "SELECT id FROM \(table) ORDER BY id").all {
                $0.text()
            }
        }
        try await deliveries.submit(retention(deliveries: Sample.now))
        #expect(try left("endpoints") == ["whk_1", "whk_2", "whk_3"])
        #expect(try left("api_keys") == ["key_1", "key_2"])
        let next = Sample.now.advanced(byMilliseconds: 1)
        try await deliveries.submit(retention(deliveries: next))
        #expect(try left("endpoints") == ["whk_1", "whk_3"])
        #expect(try left("api_keys") == ["key_1"])
        try await deliveries.submit(retention(deliveries: later))
        #expect(try left("endpoints") == ["whk_3"])
        #expect(try deliveries.findings().isEmpty)
    }

    private func bodies(_ deliveries: DeliveryStore) async throws -> [[UInt8]?] {
        try await deliveries.store.deliveries(DeliveryFilter(), limit: 9).reversed().map(\.body)
    }
}
