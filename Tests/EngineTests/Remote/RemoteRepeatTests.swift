import Canonical
import Engine
import Testing

@Suite("A send over a network is made once per reference")
struct RemoteRepeatTests {
    private func referenced(_ text: String = "a", to phone: String = Stage.ana) throws
        -> SendMessage
    {
        var send = try Stage.text(text, to: phone)
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        return send
    }

    @Test("a repeat of what was sent gets the first answer")
    func sent() async throws {
        let stage = try await RemoteStage()
        let first = try await stage.perform(try referenced())
        #expect(try await stage.perform(try referenced("b")) == first)
        #expect(stage.far.sends.count == 1)
    }

    @Test("a repeat of what is under way waits for it, in whatever chat")
    func underWay() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let first = try await stage.held(try referenced())
        let answer = stage.engine.perform(try referenced(to: Stage.own), for: stage.caller())
        let second = Task { await answer.value() }
        for _ in 0..<50 { await Task.yield() }
        let message = ScriptedUpstreams.message(
            of: try referenced(),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message))))
        #expect(try await first.result.value.get() == second.value.get())
        #expect(stage.far.sends.count == 1)
    }

    @Test("a repeat of what is in doubt is told so and not sent", arguments: [false, true])
    func inDoubt(restarts: Bool) async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
        #expect(await stage.failure(of: try referenced()) == .sendOutcomeUnknown)
        let engine = restarts ? try stage.restarted() : stage.engine
        let again = await engine.perform(try referenced(), for: stage.caller()).value()
        #expect(
            throws: CommandFailure(.sendOutcomeUnknown, "Nobody knows whether the message was sent")
        ) {
            try again.get()
        }
        #expect(stage.far.sends.count == 1)
    }

    @Test("an idempotency key holds while its send is in doubt, and refuses another request")
    func key() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
        let send = try Stage.text("a")
        #expect(await stage.failure(of: send, key: "k") == .sendOutcomeUnknown)
        #expect(await stage.failure(of: send, key: "k") == .sendOutcomeUnknown)
        #expect(await stage.failure(of: try Stage.text("b"), key: "k") == .requestInvalid)
        #expect(stage.far.sends.count == 1)
    }

    @Test("what was refused may be tried again")
    func refused() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.refused(CommandFailure(.upstreamRejected))))
        #expect(await stage.failure(of: try referenced()) == .upstreamRejected)
        #expect(await stage.failure(of: try referenced()) == nil)
        #expect(stage.far.sends.count == 2)
    }

    @Test("a send whose end could not be written down is not sent again")
    func unwritten() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let first = try await stage.held(try referenced())
        stage.store.fail(StoreError(.noSpace, "full"))
        let message = ScriptedUpstreams.message(
            of: try referenced(),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message))))
        await #expect(throws: CommandFailure.self) { try await first.result.value.get() }
        stage.store.fail(nil)
        #expect(await stage.failure(of: try referenced()) == .sendOutcomeUnknown)
        try stage.engine.reload()
        #expect(await stage.failure(of: try referenced()) == .sendOutcomeUnknown)
        #expect(stage.far.sends.count == 1)
    }
}
