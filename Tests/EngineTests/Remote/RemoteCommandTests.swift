import Canonical
import Engine
import Testing

@Suite("Commands over a network")
struct RemoteCommandTests {
    private let ana = Address.lid("1")

    @Test("a read writes nothing and gives what the upstream gave")
    func read() async throws {
        let stage = try await RemoteStage()
        stage.far.answer(
            "far",
            GetPrivacy.traits.name,
            RemoteResult<GetPrivacy.Outcome>(.done([.call: .known]))
        )
        let rows = stage.store.journal.count
        #expect(try await stage.perform(GetPrivacy()) == [.call: .known])
        #expect(stage.store.journal.count == rows)
    }

    @Test("an idempotent command is written down before and after")
    func idempotent() async throws {
        let stage = try await RemoteStage()
        let mark = MarkChat(chat: ana, isRead: true)
        stage.far.answer(
            "far",
            MarkChat.traits.name,
            RemoteResult<MarkChat.Outcome>(.done(.init()))
        )
        _ = try await stage.perform(mark)
        let row = try #require(stage.store.journal.last)
        #expect(row.outcome == .succeeded && row.upstream == RemoteStage.farID)
        let written = stage.store.changes.compactMap { change -> CommandRecord.Outcome? in
            if case .command(let one) = change, one.id == row.id { one.outcome } else { nil }
        }
        #expect(written == [.pending, .succeeded])
    }

    @Test("a command of which nobody knows the end fails, and the journal says so")
    func unknown() async throws {
        let stage = try await RemoteStage()
        stage.far.answer(
            "far",
            MarkChat.traits.name,
            RemoteResult<MarkChat.Outcome>(.unknown(CommandFailure(.upstreamProtocol)))
        )
        #expect(await stage.failure(of: MarkChat(chat: ana, isRead: true)) == .unavailable)
        #expect(stage.store.journal.last?.outcome == .unknown)
    }

    @Test("connecting shows the instance as the observations left it")
    func connects() async throws {
        let stage = try await RemoteStage()
        _ = await stage.tell(.link(.disconnected, .network))
        let instance = try #require(stage.present)
        stage.far.answer(
            "far",
            ConnectInstance.traits.name,
            RemoteResult<Instance>(
                .done(instance),
                observations: [Observation(.link(.starting, nil), at: stage.clock.now)]
            )
        )
        #expect(try await stage.perform(ConnectInstance()).state == .starting)
        #expect(stage.present?.state == .starting)
    }

    @Test("what needs the link fails while the instance is not connected, and calls nobody")
    func needsLink() async throws {
        let stage = try await RemoteStage()
        _ = await stage.tell(.link(.disconnected, .network))
        #expect(await stage.failure(of: try Stage.text("a")) == .instanceNotConnected)
        #expect(stage.far.calls.isEmpty)
    }

    @Test("a chat is marked up to its last received message, by the upstream's id")
    func marks() async throws {
        let stage = try await RemoteStage()
        stage.far.answer(
            "far",
            MarkChat.traits.name,
            RemoteResult<MarkChat.Outcome>(.done(.init()))
        )
        let chat = Address.phone(try Stage.number(Stage.ana))
        let message = Message(
            id: MessageID("uuid-1"),
            chat: chat,
            sender: chat,
            isFromMe: false,
            isFromAPI: false,
            sentAt: stage.clock.now,
            content: .text(TextContent("hi"))
        )
        _ = await stage.tell(.message(message))
        _ = try await stage.perform(try Stage.text("answer"))
        _ = try await stage.perform(MarkChat(chat: chat, isRead: true))
        #expect(stage.far.calls.last?.message?.id == MessageID("uuid-1"))
    }

    @Test("a deletion goes by the upstream's id, is told once, and gives the client's message")
    func revokes() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.sent("uuid-1"))
        let sent = try await stage.perform(try Stage.text("a")).message
        stage.far.answer("far", RevokeMessage.traits.name, RemoteResult<Message>(.done(sent)))
        let revoke = RevokeMessage(chat: sent.chat, message: sent.id)
        #expect(try await stage.perform(revoke).id == sent.id)
        let called = stage.far.calls.last?.other as? RevokeMessage
        #expect(called?.message == MessageID("uuid-1"))
        _ = await stage.tell(.revoked(MessageID("uuid-1"), chat: sent.chat))
        #expect(stage.events.count { $0.payload.kind == "message.revoked" } == 1)
        #expect(await stage.failure(of: revoke) == .messageNotFound)
    }

    @Test("a message that only another upstream knows cannot be deleted")
    func revokesElsewhere() async throws {
        let stage = try await RemoteStage()
        let sent = try await stage.perform(try Stage.text("a")).message
        try await stage.route { $0.candidate = .init(upstream: RemoteStage.nearID, hookKey: "") }
        _ = try await stage.engine.cutOver(stage.instance).get()
        _ = await stage.tell(.link(.connected, nil), from: RemoteStage.nearID)
        let revoke = RevokeMessage(chat: sent.chat, message: sent.id)
        #expect(await stage.failure(of: revoke) == .messageNotFound)
        var answer = try Stage.text("b")
        answer.quoted = Quote(id: sent.id)
        _ = try await stage.perform(answer)
        #expect(stage.far.sends.last?.send?.quoted?.id == sent.id)
    }

    @Test("bulk sends go one by one, each with its own end")
    func bulk() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.sent("3EB0AAAAAAAAAAAAAAAA"))
        stage.far.script(.ends(.refused(CommandFailure(.recipientNotOnWhatsApp))))
        let recipients: [Address] = [
            .phone(try Stage.number(Stage.ana)), .phone(try Stage.number(Stage.nobody)),
        ]
        let outcome = try await stage.perform(
            SendToMany(recipients: recipients, content: .text(TextContent("x")))
        )
        #expect(outcome.sent.count == 1)
        #expect(outcome.failed.map(\.failure.code) == [.recipientNotOnWhatsApp])
    }
}
