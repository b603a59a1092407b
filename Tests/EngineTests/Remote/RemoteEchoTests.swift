import Canonical
import Engine
import Testing

@Suite("The echo of a send")
struct RemoteEchoTests {
    private static let id = "3EB0AAAAAAAAAAAAAAAA"

    private func echo(_ stage: RemoteStage, _ id: String = id, _ text: String = "a") throws
        -> Message
    {
        ScriptedUpstreams.message(of: try Stage.text(text), as: id, stage.clock.now)
    }

    private func done(_ message: Message) -> RemoteResult<SendMessage.Outcome> {
        RemoteResult(.done(SendMessage.Outcome(message: message)))
    }

    @Test("after the answer it tells nothing new")
    func after() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.sent(Self.id))
        _ = try await stage.perform(try Stage.text("a"))
        #expect(await stage.tell(.message(try echo(stage))))
        #expect(stage.sentEvents == [MessageID(Self.id)])
    }

    @Test(
        "before the answer it is the same message, told once",
        arguments: ["journal's id", "alike", "other words"]
    )
    func before(known: String) async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        var early = try echo(stage)
        if known == "journal's id" {
            early.clientReference = stage.far.sends.first?.reference
            early.content = .text(TextContent("other"))
        } else if known == "other words" {
            early.content = .text(TextContent("*a*"))
        }
        #expect(await stage.tell(.message(early)))
        #expect(stage.sentEvents == [MessageID(Self.id)])
        stage.far.release(done(try echo(stage)))
        let sent = try await held.result.value.get().message
        #expect(sent.id == MessageID(Self.id))
        #expect(stage.sentEvents == [sent.id])
        #expect(stage.store.journal.last?.message == sent.id)
        let kept = try await stage.store.message(sent.id, of: stage.instance)
        #expect(kept?.content == .text(TextContent("a")) && kept?.isFromAPI == true)
    }

    @Test("before an answer that knows the sender's name, it gets that name from it")
    func named() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        #expect(await stage.tell(.message(try echo(stage))))
        var answer = try echo(stage)
        answer.senderName = "Loja"
        stage.far.release(done(answer))
        #expect(try await held.result.value.get().message.senderName == "Loja")
        let kept = try await stage.store.message(MessageID(Self.id), of: stage.instance)
        #expect(kept?.senderName == "Loja")
        #expect(stage.sentEvents == [MessageID(Self.id)])
    }

    @Test("before an answer in another form of id it is the same message")
    func otherForm() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        #expect(await stage.tell(.message(try echo(stage))))
        stage.far.release(done(try echo(stage, "uuid-1")))
        #expect(try await held.result.value.get().message.id == MessageID(Self.id))
        #expect(await stage.tell(.message(try echo(stage, "uuid-1"))))
        #expect(stage.sentEvents == [MessageID(Self.id)])
    }

    @Test("the same words typed on the phone meanwhile are another message")
    func typed() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        #expect(await stage.tell(.message(try echo(stage, "3EB0CCCCCCCCCCCCCCCC"))))
        stage.far.release(done(try echo(stage)))
        _ = try await held.result.value.get()
        #expect(Set(stage.sentEvents.map(\.text)) == [Self.id, "3EB0CCCCCCCCCCCCCCCC"])
        #expect(stage.sentEvents.count == 2)
    }

    @Test("an echo waits for the answer, and is then known by its id")
    func waits() async throws {
        let stage = try await RemoteStage(waits: 60_000)
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        let early = try echo(stage)
        let told = Task { await stage.tell(.message(early)) }
        for _ in 0..<50 { await Task.yield() }
        #expect(stage.sentEvents.isEmpty)
        stage.far.release(done(early))
        #expect(try await held.result.value.get().message.id == early.id)
        #expect(await told.value)
        #expect(stage.sentEvents == [early.id])
    }

    @Test("an unknown end after its echo is a success")
    func unknownAfterEcho() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        #expect(await stage.tell(.message(try echo(stage))))
        stage.far.release(RemoteResult(.unknown(CommandFailure(.upstreamTimeout))))
        #expect(try await held.result.value.get().message.id == MessageID(Self.id))
        #expect(stage.store.journal.last?.outcome == .succeeded)
        #expect(stage.engine.uncertainSends.isEmpty)
    }

    @Test("an echo within a day ends the doubt, a later one or another's does not")
    func endsDoubt() async throws {
        let stage = try await RemoteStage()
        for text in ["a", "b"] {
            stage.far.script(.ends(.unknown(CommandFailure(.unavailable))))
            var send = try Stage.text(text)
            send.clientReference = "ref-\(text)"
            #expect(await stage.failure(of: send) == .sendOutcomeUnknown)
        }
        #expect(await stage.tell(.message(try echo(stage, Self.id, "b"))))
        #expect(stage.engine.uncertainSends.map(\.record.clientReference) == ["ref-a"])
        let kept = try await stage.store.message(MessageID(Self.id), of: stage.instance)
        #expect(kept?.clientReference == "ref-b")
        stage.clock.advance(byMilliseconds: 86_400_001)
        #expect(await stage.tell(.message(try echo(stage, "3EB0DDDDDDDDDDDDDDDD"))))
        #expect(stage.engine.uncertainSends.count == 1)
        #expect(stage.sentEvents.count == 2)
    }
}
