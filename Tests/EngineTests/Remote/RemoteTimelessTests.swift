import Canonical
import Engine
import Testing

@Suite("What an upstream tells without a time of its own")
struct RemoteTimelessTests {
    private static let label = "7"

    /// Tells, as it arrives now, that a label is on a chat or not.
    private func tell(_ isAttached: Bool, _ stage: RemoteStage) async throws {
        let chat = Address.phone(try Stage.number(Stage.ana))
        try await tell(.labelAttached(Self.label, chat: chat, isAttached: isAttached), stage)
    }

    private func tell(_ payload: EventPayload, _ stage: RemoteStage) async throws {
        let key = try #require(stage.engine.route(of: stage.instance)?.primary.hookKey)
        let now = stage.clock.now
        let told = [Observation(.event(payload), at: now)]
        #expect(await stage.engine.receive(told, hook: key, arrivedAt: now))
    }

    private func told(_ stage: RemoteStage) -> [Bool] {
        stage.events.compactMap { event in
            if case .labelAttached(_, _, let isAttached) = event.payload { isAttached } else { nil }
        }
    }

    @Test("is one event when it is told again minutes later, after a restart too")
    func again() async throws {
        let stage = try await RemoteStage()
        try await tell(true, stage)
        stage.clock.advance(byMilliseconds: 300_000)
        try await tell(true, stage)
        #expect(told(stage) == [true])
        let next = try stage.restarted()
        let chat = Address.phone(try Stage.number(Stage.ana))
        let payload = EventPayload.labelAttached(Self.label, chat: chat, isAttached: true)
        let key = try #require(next.route(of: stage.instance)?.primary.hookKey)
        let late = [Observation(.event(payload), at: stage.clock.now)]
        #expect(await next.receive(late, hook: key, arrivedAt: stage.clock.now))
        #expect(told(stage) == [true])
    }

    @Test("is told again where something else was told of it since, or long ago")
    func changed() async throws {
        let stage = try await RemoteStage()
        for isAttached in [true, false, true, true] {
            stage.clock.advance(byMilliseconds: 1_000)
            try await tell(isAttached, stage)
        }
        #expect(told(stage) == [true, false, true])
        stage.clock.advance(byMilliseconds: 1_200_000)
        try await tell(true, stage)
        #expect(told(stage) == [true, false, true, true])
    }

    @Test("is told each time where it is typing, or nobody knows what it is")
    func each() async throws {
        let stage = try await RemoteStage()
        let ana = Address.phone(try Stage.number(Stage.ana))
        let before = stage.events.count
        for payload in [
            EventPayload.chatPresence(chat: ana, from: ana, .composing),
            .chatPresence(chat: ana, from: ana, .composing), .other(kind: "raw.x", json: "{}"),
            .other(kind: "raw.x", json: "{}"),
        ] {
            stage.clock.advance(byMilliseconds: 1_000)
            try await tell(payload, stage)
        }
        #expect(stage.events.count == before + 4)
    }
}
