import DialectKit
import Observability
import Testing

@testable import Engine
@testable import sotaque

@Suite("What is old is removed")
struct HousekeepingTests {
    /// The deliveries that are left after a round, of two of which the first succeeded.
    private func left(_ ages: Housekeeping.Ages) async throws -> [(state: String, body: Bool)] {
        let stage = try await FrontStage()
        _ = try await stage.instance("mine")
        _ = await stage.control(
            .post,
            "/endpoints",
            ["tenant": "one", "dialect": "front", "url": "https://hooks.example.com/in"]
        )
        _ = await stage.control(.post, "/instances/mine/connect", [:])
        let queued = try await stage.engine.deliveries(DeliveryFilter(), limit: 10).get()
        let at = Timestamp(milliseconds: WorldClock.system() - 2000)
        let done = DeliveryResult(
            id: try #require(queued.last?.id),
            next: .succeeded,
            at: at,
            body: [1]
        )
        try await stage.engine.record([done]).wait()
        await Housekeeping(stage.core, ages: ages, log: .silent).round()
        return try await stage.engine.deliveries(DeliveryFilter(), limit: 10).get()
            .map { ($0.state.rawValue, $0.body != nil) }
    }

    @Test("what succeeded goes when its days are over, and what is on its way stays")
    func deliveries() async throws {
        let none = Housekeeping.Ages(
            events: 0,
            succeededBodies: 0,
            otherBodies: 0,
            deliveries: 0
        )
        let left = try await left(none)
        #expect(!left.isEmpty && left.allSatisfy { $0.state == "pending" })
    }

    @Test("a body goes before its delivery does")
    func bodies() async throws {
        let ages = Housekeeping.Ages(succeededBodies: 0)
        let left = try await left(ages)
        #expect(left.contains { $0.state == "succeeded" && !$0.body })
    }

    @Test("a key says to the minute when it last opened something")
    func keyUses() async throws {
        let stage = try await FrontStage()
        let mine = try await stage.instance("mine")
        _ = try await stage.instance("other")
        let used = try await stage.issue(IssueKey(name: "used", instance: mine))
        let unused = try await stage.issue(IssueKey(name: "unused", instance: mine))
        let housekeeping = Housekeeping(stage.core, ages: Housekeeping.Ages(), log: .silent)
        func lastUses() async throws -> [String: Timestamp] {
            await housekeeping.round()
            try stage.engine.reload()
            let keys = try await stage.keys().compactMap { key in
                key.lastUsedAt.map { (key.id, $0) }
            }
            return Dictionary(uniqueKeysWithValues: keys)
        }
        stage.engine.clock.advance(byMilliseconds: 61_500)
        let now = stage.engine.clock.now.milliseconds
        #expect(await stage.send(.get, "/front/things/mine", key: used.secret).status == 200)
        #expect(await stage.send(.get, "/front/things/other", key: unused.secret).status != 200)
        let minute = Timestamp(milliseconds: now - now % 60_000)
        #expect(try await lastUses() == [used.key.id: minute])
        stage.engine.clock.advance(byMilliseconds: 60_000)
        #expect(try await lastUses() == [used.key.id: minute])
        #expect(await stage.send(.get, "/front/mine", key: used.secret).status == 200)
        await housekeeping.stop()
        let later = minute.advanced(byMilliseconds: 60_000)
        #expect(try await lastUses() == [used.key.id: later])
    }

    @Test("nothing goes before its time")
    func kept() async throws {
        let left = try await left(Housekeeping.Ages())
        #expect(left.contains { $0.state == "succeeded" && $0.body })
    }
}
