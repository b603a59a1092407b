import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("Many deliveries are drained in order", .temporaryFolder)
struct DrainTests {
    private static let count: Int64 = 50_000
    private static let chats: Int64 = 1000

    @Test("50,000 deliveries over 1000 chats come in order, each once", .timeLimit(.minutes(3)))
    func drain() async throws {
        let deliveries = try await DeliveryStore()
        try await queue(deliveries)
        var lastOfChat: [String: Int64] = [:]
        var seen: Int64 = 0
        while case let due = try await due(deliveries), !due.isEmpty {
            for delivery in due {
                #expect(delivery.event.sequence > lastOfChat[delivery.lane] ?? 0)
                lastOfChat[delivery.lane] = delivery.event.sequence
            }
            seen += Int64(due.count)
            try await deliveries.submit(due.map { Self.success($0.delivery.id) })
        }
        #expect(seen == Self.count)
        #expect(lastOfChat.count == Int(Self.chats))
        #expect(try await deliveries.store.deliveryCounts() == DeliveryCounts())
        #expect(try deliveries.findings().isEmpty)
    }

    private func due(_ deliveries: DeliveryStore) async throws -> [DueDelivery] {
        try await deliveries.store.dueDeliveries(
            DueQuery(now: Sample.now, inFlight: [], resting: [], limit: 256)
        )
    }

    private func queue(_ deliveries: DeliveryStore) async throws {
        for start in stride(from: 1, to: Self.count, by: 1000) {
            let changes = (start..<start + 1000).flatMap { number in
                Sample.toldSend(Sample.entry(number, lane: "55119\(number % Self.chats)"))
            }
            try await deliveries.submit(changes)
        }
    }

    private static func success(_ id: String) -> Change {
        .deliveryResult(
            DeliveryResult(
                id: id,
                next: .succeeded,
                at: Sample.now,
                name: "messages",
                status: 200,
                body: Array(repeating: 0x20, count: 600)
            )
        )
    }
}
