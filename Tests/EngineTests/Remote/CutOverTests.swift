import Canonical
import Engine
import Testing

@Suite("Cutting over and rolling back")
struct CutOverTests {
    private func stage() async throws -> RemoteStage {
        let stage = try await RemoteStage()
        try await stage.route { $0.candidate = .init(upstream: RemoteStage.nearID, hookKey: "") }
        return stage
    }

    @Test("the candidate becomes primary with the link it told of, and the way back stays")
    func cutsOver() async throws {
        let stage = try await stage()
        _ = await stage.tell(.link(.connected, nil), from: RemoteStage.nearID)
        let change = try await stage.engine.cutOver(stage.instance).get()
        #expect(change.route.primary.upstream == RemoteStage.nearID)
        #expect(change.route.previous?.upstream == RemoteStage.farID)
        #expect(change.route.candidate == nil && change.sendsUnderWay == 0)
        #expect(stage.present?.state == .connected)
        _ = try await stage.perform(try Stage.text("a"))
        #expect(stage.far.sends.last?.upstream == RemoteStage.nearID)
        let back = try await stage.engine.rollBack(stage.instance).get()
        #expect(back.route.primary.upstream == RemoteStage.farID)
        #expect(back.route.candidate?.upstream == RemoteStage.nearID)
        _ = try await stage.perform(try Stage.text("b"))
        #expect(stage.far.sends.last?.upstream == RemoteStage.farID)
    }

    @Test("it waits for the sends under way and says how they ended")
    func waits() async throws {
        let stage = try await stage()
        _ = await stage.tell(.link(.connected, nil), from: RemoteStage.nearID)
        stage.far.script(.held, .held)
        let first = try await stage.held(try Stage.text("a"))
        let second = try await stage.held(try Stage.text("b", to: Stage.nobody))
        let cut = Task { await stage.engine.cutOver(stage.instance) }
        while stage.present?.upstream != RemoteStage.nearID { await Task.yield() }
        let message = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message))))
        stage.far.release(RemoteResult(.unknown(CommandFailure(.unavailable))))
        _ = await (first.result.value, second.result.value)
        let change = try await cut.value.get()
        #expect(change.sendsUnderWay == 2 && change.ended == 1 && change.unknown == 1)
        // What the former way sent is still followed by what it tells of it.
        let before = stage.events.count
        let status = Observation.Kind.status(message.id, .read, chat: nil, participant: nil)
        #expect(await stage.tell(status, from: RemoteStage.farID))
        #expect(stage.events.count == before + 1)
    }

    @Test("it waits only so long")
    func bounded() async throws {
        let stage = try await stage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        let change = try await stage.engine.cutOver(stage.instance, waitMilliseconds: 0).get()
        #expect(change.stillUnderWay == 1)
        stage.far.release(RemoteResult(.unknown(CommandFailure(.unavailable))))
        _ = await held.result.value
    }

    @Test("without a candidate, or a way back, it is refused")
    func refused() async throws {
        let stage = try await RemoteStage()
        await #expect(throws: CommandFailure.self) {
            try await stage.engine.cutOver(stage.instance).get()
        }
        await #expect(throws: CommandFailure.self) {
            try await stage.engine.rollBack(stage.instance).get()
        }
    }
}
