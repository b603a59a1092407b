import Canonical
import Engine
import Testing

@Suite("What an upstream tells has its bounds")
struct RemoteBoundTests {
    @Test("what is told while the store has no room is told again, and kept then")
    func noRoom() async throws {
        let stage = try await RemoteStage()
        let message = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0BBBBBBBBBBBBBBBB",
            stage.clock.now
        )
        stage.store.fail(StoreError(.overloaded, "full"))
        #expect(await stage.tell(.message(message)) == false)
        stage.store.fail(nil)
        #expect(await stage.tell(.message(message)))
        #expect(stage.sentEvents == [message.id])
    }

    @Test("an id that no upstream has is not kept, and what else was told is")
    func longID() async throws {
        let stage = try await RemoteStage()
        let text = try Stage.text("a")
        let long = String(repeating: "A", count: 1000)
        let strange = ScriptedUpstreams.message(of: text, as: long, stage.clock.now)
        let usual = ScriptedUpstreams.message(
            of: text,
            as: "3EB0BBBBBBBBBBBBBBBB",
            stage.clock.now
        )
        #expect(await stage.tell(.message(strange), .message(usual)))
        #expect(stage.sentEvents == [usual.id])
    }

    @Test("a repeat is answered as what it repeats, although the link is down by then")
    func repeatWhileDown() async throws {
        let stage = try await RemoteStage()
        var send = try Stage.text("a")
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        let first = try await stage.engine.perform(send, for: stage.caller()).value().get()
        #expect(await stage.tell(.link(.disconnected, .network)))
        let again = await stage.engine.perform(send, for: stage.caller()).value()
        #expect(try again.get().message.id == first.message.id)
        send.clientReference = "order-2"
        let other = await stage.engine.perform(send, for: stage.caller()).value()
        #expect(throws: CommandFailure.self) { try other.get() }
        #expect(stage.far.sends.count == 1)
    }
}
