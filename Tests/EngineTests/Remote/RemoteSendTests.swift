import Canonical
import Engine
import Testing

@Suite("Sending over a network")
struct RemoteSendTests {
    @Test("the row is durable before the upstream is called")
    func writtenFirst() async throws {
        let stage = try await RemoteStage()
        stage.store.holdBack()
        let answer = stage.engine.perform(try Stage.text("a"), for: stage.caller())
        let task = Task { await answer.value() }
        while stage.store.waitingCount == 0 { await Task.yield() }
        #expect(stage.far.calls.isEmpty)
        stage.store.release()
        #expect(try await task.value.get().message.content == .text(TextContent("a")))
        #expect(stage.far.sends.count == 1)
        #expect(stage.far.sends.first?.reference == stage.store.journal.last?.id.text)
    }

    @Test("a lost row calls nobody")
    func lostRow() async throws {
        let stage = try await RemoteStage()
        stage.store.holdBack()
        stage.store.fail(StoreError(.noSpace, "full"))
        #expect(await stage.failure(of: try Stage.text("a")) == .unavailable)
        #expect(stage.far.calls.isEmpty)
    }

    @Test("row, message, pair and event of a send are kept, and its doubt is settled")
    func everythingKept() async throws {
        let stage = try await RemoteStage()
        var send = try Stage.text("a")
        send.clientReference = "label"
        let message = try await stage.perform(send).message
        #expect(message.isFromAPI && message.clientReference == "label")
        let row = try #require(stage.store.journal.last)
        #expect(row.outcome == .succeeded && row.message == message.id)
        #expect(row.upstream == RemoteStage.farID)
        #expect(stage.sentEvents == [message.id])
        #expect(stage.events.last?.cause == row.id)
        #expect(try stage.store.load().uncertain.isEmpty)
        let names = try await stage.store.upstreamMessages(message.id, of: stage.instance)
        #expect(names.map(\.upstreamID) == [message.id])
    }

    @Test("an id of another form gets one of WhatsApp's, and the pair is kept")
    func otherForm() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.sent("01J0ULID"))
        let message = try await stage.perform(try Stage.text("a")).message
        #expect(message.id.text.utf8.count == 32)
        #expect(message.id.text.hasPrefix("3EB0"))
        let names = try await stage.store.upstreamMessages(message.id, of: stage.instance)
        #expect(names.map(\.upstreamID) == [MessageID("01J0ULID")])
        let quote = Quote(id: message.id)
        var answer = try Stage.text("b")
        answer.quoted = quote
        let second = try await stage.perform(answer).message
        #expect(stage.far.sends.last?.send?.quoted?.id == MessageID("01J0ULID"))
        #expect(stage.far.sends.last?.send?.quoted?.content == .text(TextContent("a")))
        #expect(stage.far.sends.last?.message?.id == MessageID("01J0ULID"))
        #expect(second.quoted?.id == message.id)
    }

    @Test("a refusal is journalled with its code, and tells of nothing")
    func refused() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.refused(CommandFailure(.accountRestricted))))
        #expect(await stage.failure(of: try Stage.text("a")) == .accountRestricted)
        #expect(stage.store.journal.last?.outcome == .failed(.accountRestricted))
        #expect(stage.sentEvents.isEmpty)
        #expect(try stage.store.load().uncertain.isEmpty)
    }

    @Test("a send of which nobody knows the end says so, and stays in doubt")
    func unknown() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.unknown(CommandFailure(.upstreamTimeout))))
        #expect(await stage.failure(of: try Stage.text("a")) == .sendOutcomeUnknown)
        #expect(stage.store.journal.last?.outcome == .unknown)
        #expect(try stage.store.load().uncertain.count == 1)
    }

    @Test("a file at a URL is not fetched here, and bytes are kept and sent")
    func files() async throws {
        let stage = try await RemoteStage()
        let url = MediaContent(kind: .image, source: .url("https://example.com/a.png"))
        let recipient = Address.phone(try Stage.number(Stage.ana))
        let first = try await stage.perform(
            SendMessage(recipient: recipient, content: .media(url))
        )
        #expect(stage.vault.asked == 0)
        #expect(first.message.content == .media(url))
        let bytes = MediaContent(kind: .image, source: .bytes([1, 2, 3]))
        let second = try await stage.perform(
            SendMessage(recipient: recipient, content: .media(bytes))
        )
        #expect(stage.vault.asked == 1)
        #expect(stage.far.sends.last?.send?.content == .media(bytes))
        guard case .media(let kept) = second.message.content else { return }
        #expect(kept.kept != nil)
    }

    @Test(
        "a file whose encrypted copy is not told of is a loss that is told and journalled",
        arguments: [true, false]
    )
    func pointers(isTold: Bool) async throws {
        let stage = try await RemoteStage()
        let file = MediaContent(kind: .image, source: .url("https://example.com/a.png"))
        let recipient = Address.phone(try Stage.number(Stage.ana))
        let send = SendMessage(recipient: recipient, content: .media(file))
        var told = file
        if isTold { told.source = .kept(try await stage.vault.keep(file, for: stage.tenant).get()) }
        stage.far.script(.held)
        let held = try await stage.held(send)
        var message = ScriptedUpstreams.message(
            of: send,
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        message.content = .media(told)
        stage.far.release(RemoteResult(.done(.init(message: message))))
        _ = try await held.result.value.get()
        let losses = stage.engine.takeLosses("req")
        #expect(losses.map(\.path) == (isTold ? [] : ["media_pointers"]))
        #expect(stage.store.journal.last?.losses == losses.map(\.text))
    }

    @Test("what is lost of a file is no reason to refuse it, and nothing is lost of words")
    func pointersOfWords() async throws {
        let stage = try await RemoteStage()
        try await stage.route { $0.policy = .strict }
        _ = try await stage.perform(try Stage.text("a"))
        #expect(stage.engine.takeLosses("req").isEmpty)
        let file = MediaContent(kind: .image, source: .url("https://example.com/a.png"))
        let recipient = Address.phone(try Stage.number(Stage.ana))
        _ = try await stage.perform(SendMessage(recipient: recipient, content: .media(file)))
        #expect(stage.engine.takeLosses("req").map(\.path) == ["media_pointers"])
    }

    @Test("a refusal because nobody is there names the one asked for, as asked")
    func nobody() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.ends(.refused(CommandFailure(.recipientNotOnWhatsApp))))
        let send = try Stage.text("a", to: Stage.nobody)
        let answer = await stage.engine.perform(send, for: stage.caller()).value()
        guard case .failure(let failure) = answer else {
            Issue.record("it was sent")
            return
        }
        #expect(failure.code == .recipientNotOnWhatsApp)
        #expect(failure.value == Stage.nobody)
    }

    @Test("sends to one chat keep their order while the first one's end is open")
    func order() async throws {
        let stage = try await RemoteStage()
        stage.far.script(.held)
        let first = try await stage.held(try Stage.text("1"))
        let answer = stage.engine.perform(try Stage.text("2"), for: stage.caller())
        let second = Task { await answer.value() }
        for _ in 0..<50 { await Task.yield() }
        #expect(stage.far.sends.count == 1)
        stage.far.release(RemoteResult(.unknown(CommandFailure(.unavailable))))
        _ = await first.result.value
        #expect(try await second.value.get().message.content == .text(TextContent("2")))
    }

    @Test("what is lost on the way is journalled and told to the caller once")
    func losses() async throws {
        let stage = try await RemoteStage()
        let loss = Loss("quoted", .dropped, "files cannot quote")
        stage.far.script(.held)
        let held = try await stage.held(try Stage.text("a"))
        let message = ScriptedUpstreams.message(
            of: try Stage.text("a"),
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        stage.far.release(RemoteResult(.done(.init(message: message)), losses: [loss]))
        _ = await held.result.value
        #expect(stage.store.journal.last?.losses == [loss.text])
        #expect(stage.engine.takeLosses("req") == [loss])
        #expect(stage.engine.takeLosses("req").isEmpty)
    }
}
