import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("Deliveries can be made again", .temporaryFolder)
struct ReplayTests {
    private let moment = Sample.now.advanced(byMilliseconds: 9000)

    private func replay(_ filter: DeliveryFilter = DeliveryFilter()) -> [Change] {
        [.deliveriesReplayed(filter, at: moment)]
    }

    @Test("what was given up goes behind what is open in its chat, in its own order")
    func order() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a", "a", "a", "b"])
        for number in [1, 2, 5] as [Int64] { try await deliveries.result(number, .dead) }
        try await deliveries.submit(replay())
        try await deliveries.submit(Sample.toldSend(Sample.entry(6, lane: "a", after: 6)))
        #expect(try await deliveries.due() == [3, 5])
        #expect(try await deliveries.line(ahead: 9) == [[3, 4, 1, 2, 6], [5]])
        #expect(try await deliveries.line(ahead: 2) == [[3, 4, 1], [5]])
        #expect(try await deliveries.line(ahead: 9, limit: 4) == [[3, 4], [5]])
        #expect(try deliveries.findings().isEmpty)
        var order: [Int64] = []
        while let next = try await deliveries.due().first {
            order.append(next)
            try await deliveries.result(next, .succeeded)
        }
        #expect(order == [3, 4, 1, 2, 6, 5])
    }

    @Test("a replayed delivery is as if it had not been tried")
    func fresh() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a"])
        try await deliveries.result(1, .dead, status: 500, error: "status", body: [1])
        try await deliveries.submit(replay())
        let replayed = try #require(try await deliveries.delivery(1))
        #expect(replayed.state == .pending)
        #expect(replayed.attempts == 0)
        #expect(replayed.dueAt == moment)
        #expect(replayed.lastError == nil)
        #expect(replayed.createdAt == Sample.now.advanced(byMilliseconds: 1))
        #expect(try await deliveries.due(after: 8999).isEmpty)
        #expect(try await deliveries.due(after: 9000) == [1])
    }

    @Test(
        "a change makes a thousand due again, the oldest first, and the next one goes on there",
        arguments: [Delivery.State.dead, .pending]
    )
    func pages(_ state: Delivery.State) async throws {
        let deliveries = try await DeliveryStore()
        let total = Int64(ReplayPage.limit) + 3
        var changes: [Change] = []
        for number in 1...total {
            let entry = Sample.entry(number, lane: "\(number % 7)", after: number)
            changes += Sample.toldSend(entry)
            guard state == .dead else { continue }
            let result = DeliveryResult(id: entry.id, next: .dead, at: Sample.now)
            changes.append(.deliveryResult(result))
        }
        try await deliveries.submit(changes)
        let filter = DeliveryFilter(states: [state])
        let first = try await deliveries.store.replayPage(filter, after: 0)
        #expect(first.count == ReplayPage.limit && first.isFull)
        try await deliveries.submit(replay(filter))
        let early = try await deliveries.delivery(total - 3)
        #expect(early?.state == .pending && early?.updatedAt == moment)
        for number in total - 2...total {
            #expect(try await deliveries.delivery(number)?.updatedAt != moment)
        }
        let second = try await deliveries.store.replayPage(filter, after: first.end)
        #expect(second.count == 3 && !second.isFull)
        try await deliveries.submit([.deliveriesReplayed(filter, after: first.end, at: moment)])
        #expect(try await deliveries.delivery(total)?.updatedAt == moment)
        let none = try await deliveries.store.replayPage(filter, after: second.end)
        #expect(none == ReplayPage(count: 0, end: second.end))
        #expect(try await deliveries.store.deliveryCounts().open == Int(total))
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("what cannot be sent any more is neither counted nor replayed")
    func lost() async throws {
        let endpoints = ["whk_1", "whk_2"].map { Sample.endpoint($0) }
        let deliveries = try await DeliveryStore(endpoints: endpoints)
        try await deliveries.queue(["a", "b"])
        try await deliveries.submit([
            .delivery(Sample.entry(1, to: "whk_2")),
            .endpointRemoved("whk_1", at: Sample.now),
        ])
        let all = DeliveryFilter(states: Delivery.State.allCases)
        #expect(try await deliveries.store.replayPage(all, after: 0).count == 1)
        try await deliveries.submit(replay(all))
        #expect(try await deliveries.delivery(1)?.state == .dead)
        let page = try await deliveries.store.replayPage(DeliveryFilter(), after: 0)
        #expect(page == ReplayPage(count: 0, end: 0))
    }

    @Test("one delivery is replayed by its id, unless the rest of the filter leaves it out")
    func one() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "b", "c"])
        for number in 1...3 as ClosedRange<Int64> { try await deliveries.result(number, .dead) }
        let id = try #require(try await deliveries.delivery(2)?.id)
        for other in [
            DeliveryFilter(id: id, states: [.succeeded]), DeliveryFilter(id: "dlv_none"),
            DeliveryFilter(id: id, endpoint: "whk_none"), DeliveryFilter(id: id, before: id),
        ] {
            try await deliveries.submit(replay(other))
            #expect(try await deliveries.due(after: 9000).isEmpty)
        }
        try await deliveries.submit(replay(DeliveryFilter(id: id)))
        #expect(try await deliveries.due(after: 9000) == [2])
    }

    @Test("only the dead ones are replayed, unless states are named")
    func states() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "b", "c", "d"])
        try await deliveries.result(1, .succeeded)
        try await deliveries.result(2, .dead)
        try await deliveries.result(3, .skipped)
        try await deliveries.result(4, .again(moment.advanced(byMilliseconds: 60_000)))
        try await deliveries.submit(replay())
        #expect(try await deliveries.due(after: 9000) == [2])
        let states: [Delivery.State] = [.succeeded, .retrying]
        try await deliveries.submit(replay(DeliveryFilter(states: states)))
        #expect(try await deliveries.due(after: 9000) == [1, 2, 4])
        #expect(try await deliveries.delivery(1)?.deliveredAt == nil)
        #expect(try await deliveries.delivery(3)?.state == .skipped)
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("what is on its way keeps its place when it is replayed")
    func openOnes() async throws {
        let deliveries = try await DeliveryStore()
        try await deliveries.queue(["a", "a"])
        try await deliveries.result(1, .again(moment.advanced(byMilliseconds: 60_000)))
        let states: [Delivery.State] = [.pending, .retrying]
        try await deliveries.submit(replay(DeliveryFilter(states: states)))
        #expect(try await deliveries.due(after: 9000) == [1])
        try await deliveries.result(1, .succeeded)
        #expect(try await deliveries.due() == [2])
        #expect(try deliveries.findings().isEmpty)
    }

    @Test("lanes keep their order through everything that may happen", arguments: 0..<6)
    func everything(_ seed: UInt64) async throws {
        let deliveries = try await DeliveryStore()
        var generator = Generator(state: seed &+ 77)
        var queued: Int64 = 0
        for round in 0..<30 {
            var changes: [Change] = []
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                queued += 1
                let lane = ["a", "b", "c"].randomElement(using: &generator) ?? ""
                changes += Sample.toldSend(Sample.entry(queued, lane: lane, after: queued))
            }
            try await deliveries.submit(changes)
            for due in try await deliveries.due() {
                let next: [DeliveryResult.Next] = [
                    .succeeded, .dead, .again(moment), .skipped, .dead,
                ]
                let chosen = next.randomElement(using: &generator) ?? .dead
                try await deliveries.result(due, chosen)
            }
            if round % 4 == 3 { try await deliveries.submit(replay()) }
            if round % 7 == 6 {
                try await deliveries.submit(replay(DeliveryFilter(states: [.retrying, .dead])))
            }
            #expect(try deliveries.findings() == [])
        }
        try await deliveries.submit(replay())
        while case let due = try await deliveries.due(), !due.isEmpty {
            for number in due { try await deliveries.result(number, .succeeded) }
        }
        let counts = try await deliveries.store.deliveryCounts()
        #expect(counts == DeliveryCounts())
        #expect(try await deliveries.list().count == Int(min(queued, 100)))
    }
}
