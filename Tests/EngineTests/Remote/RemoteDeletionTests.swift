import Canonical
import Engine
import Testing

@Suite("Deleting an instance that another upstream carries")
struct RemoteDeletionTests {
    private static let disconnects = DisconnectInstance.traits.name

    @Test("a client's deletion ends the session there first, whatever comes of it")
    func byClient() async throws {
        let stage = try await RemoteStage()
        _ = try await stage.perform(DeleteInstance())
        #expect(stage.far.calls.map(\.command) == [Self.disconnects])
        #expect(stage.present == nil)
        let names = stage.store.journal.map(\.name)
        #expect(names.suffix(2) == [Self.disconnects, DeleteInstance.traits.name])
    }

    @Test("an operator's deletion touches nothing there")
    func byOperator() async throws {
        let stage = try await RemoteStage()
        let caller = Caller(
            tenant: stage.tenant,
            instance: stage.instance,
            dialect: DialectID("control"),
            requestID: "req"
        )
        _ = try await stage.engine.perform(DeleteInstance(), for: caller).value().get()
        #expect(stage.far.calls.isEmpty && stage.present == nil)
    }

    @Test("another tenant's instance is neither disconnected nor deleted")
    func byStranger() async throws {
        let stage = try await RemoteStage()
        let caller = Caller(
            tenant: try await stage.engine.createTenant(name: "two").get().tenant.id,
            instance: stage.instance,
            dialect: DialectID("toy"),
            requestID: "req"
        )
        let answer = await stage.engine.perform(DeleteInstance(), for: caller).value()
        #expect(throws: CommandFailure.self) { try answer.get() }
        #expect(stage.far.calls.isEmpty && stage.present != nil)
    }

    @Test(
        "a send under way when its instance goes is answered and leaves nothing behind",
        arguments: [true, false]
    )
    func sendUnderWay(isMade: Bool) async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let send = try Stage.text("a")
        let held = try await stage.held(send)
        _ = try await stage.perform(DeleteInstance())
        let told = stage.events.count
        let message = ScriptedUpstreams.message(
            of: send,
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(
            RemoteResult(
                isMade ? .done(.init(message: message)) : .unknown(CommandFailure(.unavailable))
            )
        )
        let answer = await held.result.value
        #expect(((try? answer.get()) != nil) == isMade)
        #expect(stage.events.count == told)
        #expect(stage.engine.uncertainSends.isEmpty)
        #expect(try stage.store.load().uncertain.isEmpty)
    }

    @Test("a send in doubt goes with its instance, and nobody is asked about it")
    func inDoubt() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
        #expect(await stage.failure(of: try Stage.text("a")) == .sendOutcomeUnknown)
        _ = try await stage.perform(DeleteInstance())
        #expect(stage.engine.uncertainSends.isEmpty)
        let engine = try stage.restarted()
        #expect(engine.uncertainSends.isEmpty)
        stage.clock.advance(byMilliseconds: 90_000_000)
        await engine.resolveUncertain()
        #expect(!(await stage.tell(.alive)))
    }
}
