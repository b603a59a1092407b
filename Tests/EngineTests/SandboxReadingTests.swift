import Canonical
import Engine
import Sandbox
import Testing

@Suite("Phones of the sandbox read and play")
struct SandboxReadingTests {
    static let voice = Content.media(
        MediaContent(kind: .voice, source: .url("https://example.com/a.ogg"))
    )

    @Test("reading tells the author, and no receipt afterwards says less")
    func reads() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        try world.read(sent.id, by: "5511988888888")
        let expected = EventPayload.messageStatus(
            sent.id,
            .read,
            chat: try address("5511988888888"),
            participant: nil
        )
        #expect(world.receipts[world.demo] == [expected])
        world.advance(60_000)
        #expect(world.receipts[world.demo] == [expected])
    }

    @Test("reading after the receipts is one more sign")
    func readsLater() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        world.advance(60_000)
        try world.read(sent.id, by: "5511988888888")
        #expect(world.statuses[world.demo] == [.delivered, .read])
    }

    @Test("a chat that is marked as read at once gets no receipt that says less")
    func marksReadAtOnce() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        try world.send("5511988888888", world.demo)
        try world.perform(MarkChat(chat: try address("5511999999999"), isRead: true), maria)
        world.advance(60_000)
        #expect(world.statuses[world.demo] == [.read])
    }

    @Test("in a group the reader is named")
    func readsInGroup() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send(SandboxGroupTests.demoGroup, world.demo)
        try world.read(sent.id, by: "5531988887777")
        let expected = EventPayload.messageStatus(
            sent.id,
            .read,
            chat: sent.chat,
            participant: try address("553188887777")
        )
        #expect(world.receipts[world.demo] == [expected])
    }

    @Test("the account's own phone reads the chat, and its instances see that")
    func readsItself() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let sent = try world.send("5511988888888", world.demo)
        try world.read(sent.id, by: "5511988888888")
        #expect(world.statuses[world.demo] == [.read])
        let marks = ChatMarks(chat: try address("5511999999999"), unread: 0)
        #expect(world.events("chat.changed", of: maria) == [.chatChanged(marks)])
        #expect(world.sandbox.unreadCount(of: maria, in: marks.chat) == 0)
    }

    @Test("a phone plays what it got, and nothing else")
    func plays() throws {
        let world = try SandboxWorld.demo()
        let voice = try world.write(Self.voice, from: "5511999999999", to: "5511988888888")
        try world.play(voice, by: "5511988888888")
        #expect(world.statuses[world.demo] == [.played])
        #expect(code { try world.play(voice, by: "5511999999999") } == .requestInvalid)
        let text = try world.send("5511988888888", world.demo)
        #expect(code { try world.play(text.id, by: "5511988888888") } == .requestInvalid)
    }

    @Test("who hides read receipts tells of playing alone")
    func hidesReading() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        try world.perform(SetPrivacy(changes: [.readReceipts: .none]), maria)
        let voice = try world.write(Self.voice, from: "5511999999999", to: "5511988888888")
        try world.read(voice, by: "5511988888888")
        #expect(world.statuses[world.demo] == nil)
        try world.play(voice, by: "5511988888888")
        #expect(world.statuses[world.demo] == [.played])
    }

    @Test("nobody reads their own message")
    func refusesOwn() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        #expect(code { try world.read(sent.id, by: "5511999999999") } == .requestInvalid)
    }

    @Test("a receipt of a message that nobody can get has its chat")
    func failsInItsChat() throws {
        let world = try SandboxWorld.demo()
        let chat = try address("5521888888888")
        let command = SendMessage(
            recipient: chat,
            content: .text(TextContent("Hello")),
            refusesUnknownRecipient: false
        )
        let sent = try world.perform(command, world.demo).message
        world.advance(1000)
        let expected = EventPayload.messageStatus(
            sent.id,
            .failed,
            chat: chat,
            participant: nil
        )
        #expect(world.receipts[world.demo] == [expected])
    }
}
