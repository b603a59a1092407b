import Canonical
import Engine
import Testing

@Suite("A send of which nobody knows whether it was made")
struct RemoteDoubtTests {
    private static let unknown = ScriptedUpstreams.Script.ends(
        .unknown(CommandFailure(.unavailable))
    )

    /// A message as somebody types it on the phone, in the words of the send.
    private func typed(
        _ stage: RemoteStage,
        as id: String = "3EB0AAAAAAAAAAAAAAAA"
    ) throws -> Message {
        ScriptedUpstreams.message(of: try Stage.text("a"), as: id, stage.clock.now)
    }

    @Test("is settled by what looks like it, and the journal says that nothing else shows it")
    func likeness() async throws {
        let stage = try await RemoteStage()
        stage.far.script(Self.unknown)
        #expect(await stage.failure(of: try Stage.text("a")) == .sendOutcomeUnknown)
        #expect(await stage.tell(.message(try typed(stage))))
        let record = try #require(stage.store.journal.last)
        #expect(record.outcome == .succeeded)
        #expect(record.losses.contains { $0.hasPrefix("message_id approximated") })
    }

    @Test("is settled by its name alone where the upstream gives it", arguments: [false, true])
    func named(underWay: Bool) async throws {
        let stage = try await RemoteStage()
        stage.far.nameSends()
        stage.far.script(underWay ? .held : Self.unknown)
        if underWay {
            let held = try await stage.held(try Stage.text("a"))
            #expect(await stage.tell(.message(try typed(stage))))
            stage.far.release(RemoteResult(.unknown(CommandFailure(.upstreamTimeout))))
            await #expect(throws: CommandFailure.self) { try await held.result.value.get() }
        } else {
            #expect(await stage.failure(of: try Stage.text("a")) == .sendOutcomeUnknown)
            #expect(await stage.tell(.message(try typed(stage))))
        }
        #expect(stage.engine.uncertainSends.count == 1)
        var echo = try typed(stage, as: "3EB0BBBBBBBBBBBBBBBB")
        echo.clientReference = stage.far.sends.first?.reference
        #expect(await stage.tell(.message(echo)))
        #expect(stage.engine.uncertainSends.isEmpty)
        let record = try #require(stage.store.journal.last { $0.name == SendMessage.traits.name })
        #expect(record.outcome == .succeeded && record.message == echo.id)
        #expect(record.losses.isEmpty)
    }

    @Test("is not settled by a message that names another one")
    func anothers() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        var other = try typed(stage)
        other.clientReference = "another app's"
        #expect(await stage.tell(.message(other)))
        stage.far.release(RemoteResult(.unknown(CommandFailure(.upstreamTimeout))))
        await #expect(throws: CommandFailure.self) { try await held.result.value.get() }
        #expect(stage.engine.uncertainSends.count == 1)
    }

    @Test("is not made again by its reference or its key, long after the dialect's time for that")
    func hoursLater() async throws {
        let stage = try await RemoteStage()
        var send = try Stage.text("a")
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        stage.far.script(Self.unknown)
        #expect(await stage.failure(of: send, key: "k") == .sendOutcomeUnknown)
        for _ in 0..<23 {
            stage.clock.advance(byMilliseconds: 3_600_000)
            #expect(await stage.failure(of: send) == .sendOutcomeUnknown)
            #expect(await stage.failure(of: send, key: "k") == .sendOutcomeUnknown)
        }
        #expect(stage.far.sends.count == 1)
    }

    @Test("is asked about once where the upstream is silent, and no other upstream waits for that")
    func silence() async throws {
        let stage = try await RemoteStage()
        for upstream in [RemoteStage.farID, RemoteStage.nearID] {
            try await stage.route { $0.primary.upstream = upstream }
            try await stage.tellConnected(upstream)
            for text in ["a", "b", "c"] {
                stage.far.script(Self.unknown)
                #expect(await stage.failure(of: try Stage.text(text)) == .sendOutcomeUnknown)
            }
        }
        try await stage.route { route in
            route.candidate = .init(upstream: RemoteStage.nearID, hookKey: "")
        }
        stage.clock.advance(byMilliseconds: 10_000)
        stage.far.silence(RemoteStage.farID)
        await stage.engine.resolveUncertain()
        #expect(stage.far.questions.count { $0 == RemoteStage.farID } == 1)
        #expect(stage.far.questions.count { $0 == RemoteStage.nearID } == 3)
    }
}
