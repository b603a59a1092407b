import Canonical
import Engine
import Testing

@Suite("What an upstream answers to a send")
struct RemoteAnswerTests {
    private static let id = "3EB0AAAAAAAAAAAAAAAA"

    /// An answer that calls the send's message so, in a chat.
    private func answer(
        _ id: String,
        in chat: String = Stage.ana,
        _ stage: RemoteStage
    ) throws -> ScriptedUpstreams.Script {
        let send = try Stage.text("b", to: chat)
        let message = ScriptedUpstreams.message(of: send, as: id, stage.clock.now)
        return .ends(.done(SendMessage.Outcome(message: message)))
    }

    private func received(_ stage: RemoteStage) throws -> Message {
        let ana = Address.phone(try Stage.number(Stage.ana))
        return Message(
            id: MessageID(Self.id),
            chat: ana,
            sender: ana,
            isFromMe: false,
            isFromAPI: false,
            sentAt: stage.clock.now,
            content: .text(TextContent("from ana"))
        )
    }

    @Test("an id that is a received message's leaves that as it is, and the send gets another")
    func receivedStays() async throws {
        let stage = try await RemoteStage()
        let message = try received(stage)
        #expect(await stage.tell(.message(message)))
        stage.far.script(try answer(Self.id, stage))
        let sent = try await stage.perform(try Stage.text("b")).message
        #expect(sent.id != message.id && sent.chat == message.chat)
        let kept = try await stage.store.message(message.id, of: stage.instance)
        #expect(kept?.isFromMe == false && kept?.content == message.content)
        #expect(stage.sentEvents == [sent.id])
        #expect(stage.store.journal.last?.message == sent.id)
        #expect(try await stage.store.message(sent.id, of: stage.instance) != nil)
    }

    @Test(
        "two sends that are answered with one id are two messages",
        arguments: [Self.id, "0190f1c2-aaaa-7bbb-8ccc-0123456789ab"]
    )
    func twoSends(id: String) async throws {
        let stage = try await RemoteStage()
        stage.far.script(try answer(id, stage), try answer(id, stage))
        let first = try await stage.perform(try Stage.text("a")).message
        let second = try await stage.perform(try Stage.text("b")).message
        #expect(first.id != second.id)
        let kept = try await stage.store.message(first.id, of: stage.instance)
        #expect(kept?.content == .text(TextContent("a")))
        #expect(stage.sentEvents == [first.id, second.id])
    }

    @Test("after a restart a message of long ago is not overwritten either")
    func restarted() async throws {
        let stage = try await RemoteStage()
        stage.far.script(try answer(Self.id, stage))
        let first = try await stage.perform(try Stage.text("a")).message
        stage.clock.advance(byMilliseconds: 3_600_000)
        let next = try stage.restarted()
        stage.far.script(try answer(Self.id, stage))
        let send = try Stage.text("b")
        let second = try await next.perform(send, for: stage.caller()).value().get().message
        #expect(first.id != second.id)
        let kept = try await stage.store.message(first.id, of: stage.instance)
        #expect(kept?.content == .text(TextContent("a")))
    }

    @Test("what another way calls by an id that is taken keeps its own name")
    func otherWay() async throws {
        let stage = try await RemoteStage()
        let message = try received(stage)
        #expect(await stage.tell(.message(message)))
        try await stage.route { route in
            route.candidate = .init(upstream: RemoteStage.nearID, hookKey: "")
            route.trial = .canary(percent: 100, chats: [])
        }
        stage.far.script(try answer(Self.id, stage))
        let sent = try await stage.perform(try Stage.text("b")).message
        let status = Observation.Kind.status(message.id, .read, chat: nil, participant: nil)
        #expect(await stage.tell(status, from: RemoteStage.nearID))
        let steps = stage.events.compactMap { event in
            if case .messageStatus(let id, .read, _, _) = event.payload { id } else { nil }
        }
        #expect(steps == [sent.id])
    }

    @Test("a chat that is not the recipient's is not taken")
    func otherChat() async throws {
        let stage = try await RemoteStage()
        stage.far.script(try answer(Self.id, in: Stage.nobody, stage))
        let sent = try await stage.perform(try Stage.text("b")).message
        #expect(sent.chat == .phone(try Stage.number(Stage.ana)))
        let events = stage.events.compactMap { event in
            if case .messageSent(_, let chat) = event.payload { chat } else { nil }
        }
        #expect(events == [sent.chat])
    }
}
