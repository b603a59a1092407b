import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox carries messages")
struct SandboxMessageTests {
    /// A number as asked and the WhatsApp id it becomes.
    static let ninthDigits = [
        ("5531988887777", "553188887777"),
        ("553188887777", "553188887777"),
        ("551188888888", "5511988888888"),
        ("5511988888888", "5511988888888"),
    ]

    @Test("a number finds its WhatsApp id in either form", arguments: ninthDigits)
    func resolves(asked: String, id: String) throws {
        let world = try SandboxWorld.demo()
        let message = try world.send(asked, world.demo)
        #expect(message.chat == .phone(try number(id)))
        let check = CheckNumbers(numbers: [try address(asked)])
        #expect(try world.perform(check, world.demo).first?.resolved == message.chat)
    }

    @Test("a landline is not the mobile number that has a 9 more")
    func keepsLandlinesApart() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511933334444")
        #expect(code { try world.send("551133334444", world.demo) } == .recipientNotOnWhatsApp)
        #expect(try world.send("5511933334444", world.demo).isFromMe)
    }

    @Test(
        "numbers that are not on WhatsApp are refused",
        arguments: ["5521888888888", "5511911111111", "552133334444"]
    )
    func refuses(digits: String) throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("552133334444", [.landline])
        #expect(code { try world.send(digits, world.demo) } == .recipientNotOnWhatsApp)
        let check = CheckNumbers(numbers: [try address(digits)])
        #expect(try world.perform(check, world.demo).map(\.resolved) == [nil])
    }

    @Test("a send that accepts anybody fails afterwards when nobody has the number")
    func failsAfterwards() throws {
        let world = try SandboxWorld.demo()
        let command = SendMessage(
            recipient: try address("5521888888888"),
            content: .text(TextContent("Hello")),
            refusesUnknownRecipient: false
        )
        #expect(try world.perform(command, world.demo).message.status == .accepted)
        world.advance(1000)
        #expect(world.statuses[world.demo] == [.failed])
    }

    @Test("strangers are people where the world says so, by the area's usual id")
    func strangers() throws {
        let world = SandboxWorld { $0.strangers = .people }
        let id = try world.linked("a", "5511988887777")
        let message = try world.send("5531977778888", id)
        #expect(message.chat == .phone(try number("553177778888")))
        #expect(try world.send("553177778888", id).chat == message.chat)
        #expect(world.sandbox.phones.count == 2)
    }

    @Test("a send's answer and its view are one message in WhatsApp's form")
    func answers() throws {
        let world = try SandboxWorld.demo()
        let text = SendMessage(
            recipient: try address("5511988888888"),
            content: .text(TextContent("Hello")),
            clientReference: "ref",
            clientSource: "shop"
        )
        let outcome = try world.perform(text, world.demo)
        #expect(outcome.message.id.text.wholeMatch(of: /3EB0[0-9A-F]{18}/) != nil)
        #expect(outcome.message.status == .accepted)
        #expect(outcome.message.sentAt == world.now)
        #expect(outcome.message.clientReference == "ref")
        #expect(outcome.message.clientSource == "shop")
        #expect(outcome.message.sender == .phone(try number("5511999999999")))
        #expect(world.messages[world.demo] == [outcome.message])
    }

    @Test("a message between two instances arrives as its reader sees it")
    func arrives() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let sent = try world.send("5511988888888", world.demo)
        let received = try #require(world.messages[maria]?.first)
        #expect(received.id == sent.id)
        #expect(received.chat == .phone(try number("5511999999999")))
        #expect(received.sender == received.chat)
        #expect(received.senderName == "Demo")
        #expect(!received.isFromMe && !received.isFromAPI)
        #expect(received.content == sent.content)
    }

    @Test("the account's other devices see what it sends")
    func echoes() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", "5511999999999")
        let sent = try world.send("5511988888888", world.demo)
        let echo = try #require(world.messages[other]?.first)
        #expect(echo.id == sent.id)
        #expect(echo.chat == sent.chat)
        #expect(echo.isFromMe && !echo.isFromAPI)
        world.advance(1000)
        #expect(world.statuses[other] == [.delivered])
    }

    @Test("a phone of the world writes by hand")
    func writesByHand() throws {
        let world = try SandboxWorld.demo()
        let maria = try number("5511988888888")
        let to = try address("5511999999999")
        let id = try world.control {
            try world.sandbox.message(
                from: maria,
                to: to,
                content: .text(TextContent("Hi")),
                now: $0,
                effects: &$1
            )
        }
        #expect(world.messages[world.demo]?.map(\.id) == [id])
        #expect(world.sandbox.unreadCount(of: world.demo, in: .phone(maria)) == 1)
    }

    @Test("reading a chat clears its counter and tells the author's instances")
    func marksRead() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        try world.send("5511988888888", world.demo)
        try world.send("5511988888888", world.demo)
        let chat = try address("5511999999999")
        #expect(world.sandbox.unreadCount(of: maria, in: chat) == 2)
        let later = world.restarted()
        #expect(later.sandbox.unreadCount(of: maria, in: chat) == 2)
        try later.perform(MarkChat(chat: chat, isRead: true), maria)
        #expect(later.sandbox.unreadCount(of: maria, in: chat) == 0)
        #expect(later.statuses[world.demo] == [.read, .read])
        #expect(!later.documents.keys.contains { $0.space == "sandbox.chat" })
    }

    @Test("reading up to a message leaves the later ones unread")
    func marksReadUpTo() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let first = try world.send("5511988888888", world.demo)
        try world.send("5511988888888", world.demo)
        let chat = try address("5511999999999")
        try world.perform(MarkChat(chat: chat, isRead: true, upTo: first.id), maria)
        #expect(world.sandbox.unreadCount(of: maria, in: chat) == 1)
        #expect(world.statuses[world.demo] == [.read])
    }

    @Test("a revocation reaches the reader and the account's own instances")
    func revokes() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let sent = try world.send("5511988888888", world.demo)
        let chat = try address("5511988888888")
        let gone = try world.perform(RevokeMessage(chat: chat, message: sent.id), world.demo)
        #expect(gone.revokedAt == world.now)
        let there = EventPayload.messageRevoked(sent.id, chat: sent.sender)
        let here = EventPayload.messageRevoked(sent.id, chat: sent.chat)
        #expect(world.events[maria]?.last == there)
        #expect(world.events[world.demo]?.last == here)
    }

    @Test("a chat by LID and by phone is the same chat")
    func knowsLIDs() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.lidOnly])
        let byPhone = try world.send("5511977776666", world.demo)
        guard case .lid(let lid) = byPhone.chat else {
            Issue.record("the chat is not a LID's")
            return
        }
        #expect(try world.send(lid + "@lid", world.demo).chat == byPhone.chat)
    }
}

extension SandboxWorld {
    /// The demo world with its linked instance.
    static func demo(
        _ adjust: (inout SandboxOptions) -> Void = { _ in }
    ) throws -> SandboxWorld {
        let world = SandboxWorld(adjust)
        try world.seedDemo()
        _ = try world.linked("demo", "5511999999999")
        return world
    }

    var demo: InstanceID { InstanceID("demo") }
}
