import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("A chat's deliveries are due one after the other", .temporaryFolder)
struct LaneTests {
    private let later = Sample.now.advanced(byMilliseconds: 5000)

    @Test("only the first of each chat is due, the one that waits longest first")
    func heads() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "", "b", ""])
        #expect(try await deliveries.due() == [1, 3, 4])
        #expect(try await deliveries.due(limit: 2) == [1, 3])
        #expect(try await deliveries.due(after: 3) == [1, 3])
        #expect(try await deliveries.due(limit: -1).isEmpty)
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("what is due comes with its event and with its message as it is now")
    func parts() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a"])
        let id = MessageID("3EB0ins_11")
        try await deliveries.submit([.messageStatus(id, of: Sample.instance, .read)])
        let query = DueQuery(now: later, inFlight: [], resting: [], limit: 1)
        let due = try #require(try await deliveries.store.dueDeliveries(query).first)
        #expect(due.lane == "a")
        #expect(due.event == Sample.event(1, .messageSent(id, chat: nil)))
        #expect(due.message == Sample.message(id.text, status: .read))
        #expect(due.delivery == (try await deliveries.delivery(1)))
        #expect(due.delivery.eventID == due.event.id)
        #expect(due.delivery.instanceName == nil)
        let qr = EventPayload.pairingQR(text: "2@x", attempt: 1, expiresAt: later)
        let entry = Sample.entry(2, lane: "")
        try await deliveries.submit([.event(Sample.event(2, qr)), .delivery(entry)])
        let rest = try await deliveries.store.dueDeliveries(
            DueQuery(now: later, inFlight: [due.delivery.id], resting: [], limit: 9)
        )
        #expect(rest.map(\.event.payload) == [qr])
        #expect(rest.map(\.message) == [nil])
    }

    @Test(
        "an end lets the next one of the chat go",
        arguments: [.succeeded, .skipped, .dead] as [DeliveryResult.Next]
    )
    func ends(_ next: DeliveryResult.Next) async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "b", "a"])
        try await deliveries.result(1, next, status: 204)
        #expect(try await deliveries.due() == [2, 3])
        try await deliveries.result(3, next)
        try await deliveries.result(2, next)
        #expect(try await deliveries.due().isEmpty)
        #expect(try deliveries.findings().isEmpty)
        let first = try #require(try await deliveries.delivery(1))
        #expect(first.dueAt == nil)
        #expect(first.attempts == 1)
        #expect(first.lastStatus == 204)
        #expect((first.deliveredAt != nil) == (next == .succeeded))
    }

    @Test("a retry holds its chat back until it is due, and no other chat")
    func retry() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "b"])
        try await deliveries.result(1, .again(later), status: 500, error: "status", body: [7])
        #expect(try await deliveries.due(after: 4999) == [3])
        #expect(try await deliveries.due(after: 5000) == [3, 1])
        let retried = try #require(try await deliveries.delivery(1))
        #expect(retried.state == .retrying)
        #expect(retried.dueAt == later)
        #expect(retried.attempts == 1)
        #expect(retried.body == [7])
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("what does not count as an attempt leaves the delivery as untried as it was")
    func notCounted() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a"])
        try await deliveries.result(1, .again(later), counts: false)
        let untried = try #require(try await deliveries.delivery(1))
        #expect(untried.state == .pending)
        #expect(untried.attempts == 0)
        try await deliveries.result(1, .again(later), status: 502, error: "status")
        try await deliveries.result(1, .again(later), counts: false)
        let tried = try #require(try await deliveries.delivery(1))
        #expect(tried.state == .retrying)
        #expect(tried.attempts == 1)
        #expect(tried.lastStatus == 502)
        #expect(tried.lastError == "status")
        try await deliveries.result(1, .succeeded, status: 200)
        let delivered = try #require(try await deliveries.delivery(1))
        #expect(delivered.attempts == 2)
        #expect(delivered.lastError == nil)
    }

    @Test("what is on its way, and what rests, is left out of what is due")
    func exclusions() async throws {
        let endpoints = [Sample.endpoint("whk_1"), Sample.endpoint("whk_2", instance: nil)]
        let deliveries = try await DeliveryStore(endpoints: endpoints)
        try await deliveries.queue(["a", "b"])
        try await deliveries.submit([.delivery(Sample.entry(2, to: "whk_2", after: 9))])
        let first = Sample.entry(1).id
        #expect(try await deliveries.due() == [1, 2, 2])
        #expect(try await deliveries.due(inFlight: [first]) == [2, 2])
        #expect(try await deliveries.due(inFlight: [first], resting: ["whk_2"]) == [2])
        #expect(try await deliveries.due(resting: ["whk_1", "whk_2", "whk_3"]).isEmpty)
        var query = DueQuery(now: Sample.now, inFlight: [], resting: [], limit: 0)
        let earliest = try await deliveries.store.nextDueDelivery(query)
        #expect(earliest == Sample.now.advanced(byMilliseconds: 1))
        query.resting = ["whk_1"]
        let other = try await deliveries.store.nextDueDelivery(query)
        #expect(other == Sample.now.advanced(byMilliseconds: 9))
        query.inFlight = [Sample.entry(2, to: "whk_2").id]
        #expect(try await deliveries.store.nextDueDelivery(query) == nil)
    }

    @Test("a second end of a delivery changes nothing")
    func lateResult() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a"])
        try await deliveries.result(1, .dead, error: "timeout")
        try await deliveries.result(1, .again(later))
        try await deliveries.result(1, .succeeded)
        #expect(try await deliveries.delivery(1)?.state == .dead)
        #expect(try await deliveries.due() == [2])
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("what is open for an endpoint that is removed is given up, and stays readable")
    func removal() async throws {
        let other = Sample.endpoint("whk_2")
        let deliveries = try await DeliveryStore(endpoints: [Sample.endpoint("whk_1"), other])
        try await deliveries.queue(["a", "a", "b"])
        try await deliveries.submit([.delivery(Sample.entry(1, to: "whk_2"))])
        try await deliveries.result(1, .succeeded)
        try await deliveries.submit([.endpointRemoved("whk_1", at: later)])
        try await deliveries.submit([.endpoint(Sample.endpoint("whk_1"))])
        #expect(try deliveries.store.load().endpoints == [other])
        #expect(try await deliveries.due() == [1])
        #expect(try await deliveries.delivery(1)?.state == .succeeded)
        for number in [2, 3] as [Int64] {
            let dead = try #require(try await deliveries.delivery(number))
            #expect(dead.state == .dead)
            #expect(dead.lastError == "endpoint removed")
            #expect(dead.dialect == other.dialect)
            #expect(dead.updatedAt == later)
        }
        // A late one is given up as well, and none of them can be replayed.
        try await deliveries.submit(Sample.toldSend(Sample.entry(4)))
        try await deliveries.submit([.deliveriesReplayed(DeliveryFilter(), at: later)])
        #expect(try await deliveries.delivery(4)?.state == .dead)
        #expect(try await deliveries.due() == [1])
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("a delivery of nothing, or to nobody, is not taken")
    func orphans() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a"])
        let orphans = [Sample.entry(2), Sample.entry(1, to: "whk_9")]
        for orphan in orphans {
            while !deliveries.store.isWritable { await Task.yield() }
            #expect(await deliveries.store.submit([.delivery(orphan)]).failure() != nil)
        }
        #expect(try await deliveries.due() == [1])
    }

    @Test("what was open is due after a reopening")
    func reopening() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "b"])
        try await deliveries.result(1, .succeeded)
        deliveries.store.close()
        let store = try openStore()
        let query = DueQuery(now: later, inFlight: [], resting: [], limit: 9)
        #expect(try await store.dueDeliveries(query).map(\.event.sequence) == [2, 3])
        #expect(try await store.deliveryCounts().open == 2)
    }

    @Test(
        "an event that cannot be read holds back its own chat alone",
        arguments: ["UPDATE events SET payload = '{'", "DELETE FROM events"]
    )
    func damage(_ fault: String) async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "b"])
        deliveries.store.close()
        let file = TemporaryFolder.current + "/data/sotaque.sqlite"
        try executeRaw("\(fault) WHERE sequence = 1", in: file)
        let store = try openStore()
        let query = DueQuery(now: later, inFlight: [], resting: [], limit: 9)
        #expect(try await store.dueDeliveries(query).map(\.event.sequence) == [3])
        let rest = DueQuery(now: later, inFlight: [Sample.entry(3).id], resting: [], limit: 9)
        await #expect(throws: StoreError.self) { try await store.dueDeliveries(rest) }
        #expect(try await store.dueDeliveries(query).count == 1)
    }
}
