import Canonical
import Engine
import Testing

@Suite("A crash in the middle of a call over a network")
struct RemoteCrashTests {
    @Test("a send that was under way is in doubt after a restart, and its echo resolves it")
    func sendUnderWay() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        var send = try Stage.text("a")
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        let held = try await stage.held(send)
        let engine = try stage.restarted()
        #expect(stage.store.journal.last?.outcome == .unknown)
        #expect(engine.uncertainSends.count == 1)
        let echo = ScriptedUpstreams.message(of: send, as: "3EB0AAAAAAAAAAAAAAAA", stage.clock.now)
        let isDurable = await engine.receive(
            [Observation(.message(echo), at: stage.clock.now)],
            of: stage.instance,
            from: RemoteStage.farID
        )
        #expect(isDurable)
        #expect(stage.store.journal.last?.outcome == .succeeded)
        #expect(stage.sentEvents == [echo.id])
        #expect(stage.events.last?.cause == stage.store.journal.last?.id)
        let kept = try await stage.store.message(echo.id, of: stage.instance)
        #expect(kept?.clientReference == "order-1")
        let again = await engine.perform(send, for: stage.caller()).value()
        #expect(try again.get().message.id == echo.id)
        stage.far.release(RemoteResult(.unknown(CommandFailure(.unavailable))))
        _ = await held.result.value
        #expect(stage.far.sends.count == 1)
    }

    @Test("an echo told before the crash says after it what became of the send")
    func echoBefore() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        var send = try Stage.text("a")
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        let held = try await stage.held(send)
        let echo = ScriptedUpstreams.message(of: send, as: "3EB0AAAAAAAAAAAAAAAA", stage.clock.now)
        #expect(await stage.tell(.message(echo)))
        let engine = try stage.restarted()
        #expect(stage.store.journal.last?.outcome == .succeeded)
        #expect(stage.store.journal.last?.message == echo.id)
        #expect(engine.uncertainSends.isEmpty)
        #expect(try stage.store.load().uncertain.isEmpty)
        let again = await engine.perform(send, for: stage.caller()).value()
        #expect(try again.get().message.id == echo.id)
        #expect(stage.far.sends.count == 1 && stage.sentEvents == [echo.id])
        stage.far.release(RemoteResult(.unknown(CommandFailure(.unavailable))))
        _ = await held.result.value
    }

    @Test("a made message that could not be written down is not said to be unsent")
    func unwritten() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let send = try Stage.text("a")
        let held = try await stage.held(send)
        stage.store.fail(StoreError(.noSpace, "full"))
        let message = ScriptedUpstreams.message(
            of: send,
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message))))
        let answer = await held.result.value
        guard case .failure(let failure) = answer else {
            Issue.record("it was said to be kept")
            return
        }
        #expect(failure.code == .sendOutcomeUnknown)
        stage.store.fail(nil)
        try stage.engine.reload()
        #expect(await stage.tell(.message(message)))
        #expect(stage.sentEvents == [message.id])
        #expect(stage.store.journal.last?.outcome == .succeeded)
    }

    @Test("a refusal after an echo that only looked like the send's names no message")
    func refusedAfterEcho() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        let typed = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0CCCCCCCCCCCCCCCC",
            stage.clock.now
        )
        #expect(await stage.tell(.message(typed)))
        stage.far.release(RemoteResult(.refused(CommandFailure(.rateLimited))))
        await #expect(throws: CommandFailure.self) { try await held.result.value.get() }
        #expect(stage.store.journal.last?.outcome == .failed(.rateLimited))
        #expect(stage.store.journal.last?.message == nil)
    }

    @Test("taking up the store's state anew leaves a send under way alone")
    func reloaded() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        try stage.engine.reload()
        #expect(stage.store.journal.last?.outcome == .pending)
        let message = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message))))
        #expect(try await held.result.value.get().message.id == message.id)
        #expect(stage.store.journal.last?.outcome == .succeeded)
        #expect(stage.engine.uncertainSends.isEmpty)
    }

    @Test("routes, upstreams and identities are there after a restart")
    func kept() async throws {
        let stage = try await RemoteStage()
        let phone = try Stage.number(Stage.ana)
        _ = await stage.tell(.identity(lid: "77", phone: phone))
        let engine = try stage.restarted()
        #expect(engine.route(of: stage.instance)?.primary.upstream == RemoteStage.farID)
        #expect(engine.upstreams.map(\.id) == [RemoteStage.farID, RemoteStage.nearID])
        let send = SendMessage(recipient: .lid("77"), content: .text(TextContent("a")))
        _ = try await engine.perform(send, for: stage.caller()).value().get()
        #expect(stage.far.sends.last?.send?.recipient == .phone(phone))
    }

    @Test("a send in doubt is asked about, found, and otherwise given up after a day")
    func asked() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
        stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
        #expect(await stage.failure(of: try Stage.text("a")) == .sendOutcomeUnknown)
        stage.clock.advance(byMilliseconds: 10_000)
        await stage.engine.resolveUncertain()
        #expect(stage.engine.uncertainSends.count == 1)
        let message = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.find(message)
        stage.clock.advance(byMilliseconds: 60_000)
        await stage.engine.resolveUncertain()
        #expect(stage.engine.uncertainSends.isEmpty)
        #expect(stage.store.journal.last?.outcome == .succeeded)
        #expect(stage.sentEvents == [message.id])
        stage.far.find(nil)
        #expect(await stage.failure(of: try Stage.text("b")) == .sendOutcomeUnknown)
        stage.clock.advance(byMilliseconds: 86_400_000)
        await stage.engine.resolveUncertain()
        #expect(stage.engine.uncertainSends.isEmpty)
        #expect(stage.store.journal.last?.outcome == .unknown)
        #expect(try stage.store.load().uncertain.isEmpty)
    }
}
