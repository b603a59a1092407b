import Canonical
import Engine
import Testing

@Suite("Sending")
struct SendingTests {
    @Test("a send is journalled, kept and told of in one transaction")
    func oneTransaction() async throws {
        let stage = try await Stage()
        let sent = try await stage.perform(Stage.text("Olá"))
        let journal = try await stage.store.commands(of: stage.instance, after: 0, limit: 10)
        let row = try #require(journal.last)
        #expect(row.name == "message.send")
        #expect(row.outcome == .succeeded)
        #expect(row.message == sent.message.id)
        let kept = try await stage.store.message(sent.message.id, of: stage.instance)
        #expect(kept?.content == .text(TextContent("Olá")))
        let events = try await stage.store.events(of: stage.instance, after: 0, limit: 100)
        #expect(
            events.contains { $0.payload == .messageSent(sent.message.id, chat: sent.message.chat) }
        )
    }

    @Test("the answer comes only when the commit is durable")
    func answersAfterCommit() async throws {
        let stage = try await Stage()
        stage.store.holdBack()
        let answer = stage.engine.perform(try Stage.text("a"), for: stage.caller())
        if case .now = answer { Issue.record("a send answered before its commit") }
        async let outcome = answer.value()
        #expect(stage.store.waitingCount == 1)
        stage.store.release()
        #expect(try await outcome.get().message.content == .text(TextContent("a")))
    }

    @Test("a lost commit is answered as unavailable")
    func lostCommit() async throws {
        let stage = try await Stage()
        stage.store.fail(StoreError(.noSpace, "full"))
        let failure = await stage.engine.perform(try Stage.text("a"), for: stage.caller()).value()
        #expect(throws: CommandFailure.self) { try failure.get() }
        if case .failure(let failure) = failure { #expect(failure.code == .unavailable) }
    }

    @Test("a reference within its window gives the first answer again and sends nothing")
    func repeatedReference() async throws {
        let stage = try await Stage()
        var send = try Stage.text("first")
        send.clientReference = "order-1"
        send.referenceWindowMilliseconds = 300_000
        let first = try await stage.perform(send)
        send.content = .text(TextContent("second"))
        let second = try await stage.perform(send)
        #expect(second == first)
        stage.engine.advanceClock(byMilliseconds: 300_000)
        let third = try await stage.perform(send)
        #expect(third.message.id != first.message.id)
    }

    @Test("a reference without a window is only a label")
    func labelReference() async throws {
        let stage = try await Stage()
        var send = try Stage.text("same")
        send.clientReference = "label"
        let first = try await stage.perform(send)
        let second = try await stage.perform(send)
        #expect(first.message.id != second.message.id)
    }

    @Test("an idempotency key answers again, and refuses another request")
    func idempotencyKey() async throws {
        let stage = try await Stage()
        let first = try await stage.perform(Stage.text("a"), key: "k1")
        #expect(try await stage.perform(Stage.text("a"), key: "k1") == first)
        await #expect(throws: CommandFailure.self) {
            try await stage.perform(Stage.text("b"), key: "k1")
        }
    }

    @Test("a number without WhatsApp is refused, and the refusal is journalled")
    func unknownNumber() async throws {
        let stage = try await Stage()
        let answer = await stage.engine.perform(
            try Stage.text("a", to: Stage.nobody),
            for: stage.caller()
        ).value()
        guard case .failure(let failure) = answer else {
            Issue.record("sent to a number without WhatsApp")
            return
        }
        #expect(failure.code == .recipientNotOnWhatsApp)
        let journal = try await stage.store.commands(of: stage.instance, after: 0, limit: 10)
        #expect(journal.last?.outcome == .failed(.recipientNotOnWhatsApp))
    }

    @Test("files are kept before they are sent, once for many recipients")
    func bulkFetchesOnce() async throws {
        let stage = try await Stage()
        let image = MediaContent(kind: .image, source: .url("https://example.com/a.png"))
        let bulk = SendToMany(
            recipients: [
                .phone(try Stage.number(Stage.ana)), .phone(try Stage.number(Stage.nobody)),
                .phone(try Stage.number(Stage.ana)),
            ],
            content: .media(image)
        )
        let outcome = try await stage.perform(bulk)
        #expect(outcome.sent.count == 2)
        #expect(outcome.failed.map(\.failure.code) == [.recipientNotOnWhatsApp])
        #expect(stage.vault.asked == 1)
    }

    @Test("a file that cannot be fetched sends nothing")
    func mediaGone() async throws {
        let stage = try await Stage()
        let image = MediaContent(kind: .image, source: .url("https://example.com/gone"))
        let send = SendMessage(
            recipient: .phone(try Stage.number(Stage.ana)),
            content: .media(image)
        )
        await #expect(throws: CommandFailure.self) { try await stage.perform(send) }
        let journal = try await stage.store.commands(of: stage.instance, after: 0, limit: 10)
        #expect(!journal.contains { $0.name == "message.send" })
    }

    @Test("sends to one chat keep their order while one of them waits")
    func laneOrder() async throws {
        let stage = try await Stage()
        var slow = try Stage.text("first")
        slow.delayMilliseconds = 1000
        let delayed = slow
        async let first = stage.perform(delayed)
        while stage.engine.waitingSends == 0 { await Task.yield() }
        async let second = stage.perform(Stage.text("second"))
        for _ in 0..<100 { await Task.yield() }
        stage.engine.advanceClock(byMilliseconds: 1000)
        _ = try await (first, second)
        let texts = stage.store.changes.compactMap { change -> Content? in
            guard case .message(let message, _) = change, message.isFromMe else { return nil }
            return message.content
        }
        #expect(texts == [.text(TextContent("first")), .text(TextContent("second"))])
    }

    @Test("only own messages of the chat can be deleted")
    func revoke() async throws {
        let stage = try await Stage()
        let sent = try await stage.perform(Stage.text("a"))
        let ana = Address.phone(try Stage.number(Stage.ana))
        let other = Address.phone(try Stage.number("5521977776666"))
        await #expect(throws: CommandFailure.self) {
            try await stage.perform(RevokeMessage(chat: other, message: sent.message.id))
        }
        await #expect(throws: CommandFailure.self) {
            try await stage.perform(RevokeMessage(chat: ana, message: MessageID("3EB0NONE")))
        }
        let revoked = try await stage.perform(RevokeMessage(chat: ana, message: sent.message.id))
        #expect(revoked.id == sent.message.id)
    }
}
