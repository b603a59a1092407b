import Canonical
import Engine
import Sandbox
import Testing

@Suite("Phones of the sandbox change what they wrote")
struct SandboxChangeTests {
    static let demoGroup = SandboxGroupTests.demoGroup

    @Test("an edit reaches both sides, each in its own chat")
    func edits() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let id = try world.write(
            .text(TextContent("Helo")),
            from: "5511988888888",
            to: "5511999999999"
        )
        let edit = try world.edit(id, by: "5511988888888", to: "Hello")
        let sender = try address("5511988888888")
        let content = Content.text(TextContent("Hello"))
        let expected = { (chat: Address, isFromMe: Bool) in
            EventPayload.messageEdited(
                MessageEdit(
                    message: id,
                    id: edit,
                    chat: chat,
                    sender: sender,
                    isFromMe: isFromMe,
                    content: content
                )
            )
        }
        #expect(world.events("message.edited", of: world.demo) == [expected(sender, false)])
        let demo = try address("5511999999999")
        #expect(world.events("message.edited", of: maria) == [expected(demo, true)])
        #expect(edit != id)
    }

    @Test("the words under a picture change, the picture stays")
    func editsCaption() throws {
        let world = try SandboxWorld.demo()
        var media = MediaContent(kind: .image, source: .url("https://example.com/a.png"))
        media.caption = "Old"
        let id = try world.write(.media(media), from: "5511988888888", to: "5511999999999")
        try world.edit(id, by: "5511988888888", to: "New")
        media.caption = "New"
        guard case .messageEdited(let edit)? = world.events[world.demo]?.last else {
            Issue.record("there is no edit")
            return
        }
        #expect(edit.content == .media(media))
    }

    @Test("only the author edits")
    func refusesOthersEdit() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        #expect(
            code { try world.edit(sent.id, by: "5511988888888", to: "Mine") } == .messageNotEditable
        )
    }

    @Test("no words are refused, and so is what has none")
    func refusesContents() throws {
        let world = try SandboxWorld.demo()
        let text = try world.write(
            .text(TextContent("Hi")),
            from: "5511988888888",
            to: "5511999999999"
        )
        #expect(code { try world.edit(text, by: "5511988888888", to: "") } == .requestInvalid)
        let voice = MediaContent(kind: .voice, source: .url("https://example.com/a.ogg"))
        let id = try world.write(.media(voice), from: "5511988888888", to: "5511999999999")
        #expect(code { try world.edit(id, by: "5511988888888", to: "x") } == .messageNotEditable)
    }

    @Test("after 15 minutes a message stays as it is")
    func refusesOld() throws {
        let world = try SandboxWorld.demo()
        let id = try world.write(
            .text(TextContent("Hi")),
            from: "5511988888888",
            to: "5511999999999"
        )
        world.advance(15 * 60_000)
        try world.edit(id, by: "5511988888888", to: "Just in time")
        world.advance(1)
        #expect(code { try world.edit(id, by: "5511988888888", to: "x") } == .messageTooOld)
    }

    @Test("a phone deletes its message for everyone")
    func revokes() throws {
        let world = try SandboxWorld.demo()
        let id = try world.write(
            .text(TextContent("Hi")),
            from: "5511988888888",
            to: "5511999999999"
        )
        try world.revoke(id, by: "5511988888888")
        let expected = EventPayload.messageRevoked(id, chat: try address("5511988888888"))
        #expect(world.events("message.revoked", of: world.demo) == [expected])
    }

    @Test("a deleted message is one that the phone does not have")
    func forgetsRevoked() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        var message = sent
        message.revokedAt = world.now
        let sighting = Sighting(message, of: world.demo)
        let maria = try number("5511988888888")
        #expect(
            code {
                try world.control {
                    _ = try world.sandbox.react(
                        "👍",
                        to: sighting,
                        by: maria,
                        now: $0,
                        effects: &$1
                    )
                }
            } == .messageNotFound
        )
    }

    @Test("only the author or an admin of the group deletes for everyone")
    func revokesInGroups() throws {
        let world = try SandboxWorld.demo()
        let id = try world.write(
            .text(TextContent("Hi")),
            from: "5511988888888",
            to: Self.demoGroup
        )
        #expect(code { try world.revoke(id, by: "5531988887777") } == .messageNotEditable)
        try world.revoke(id, by: "5511999999999")
        let expected = EventPayload.messageRevoked(id, chat: try address(Self.demoGroup))
        #expect(world.events("message.revoked", of: world.demo) == [expected])
    }

    @Test(
        "a phone outside the chat has no such message",
        arguments: ["5521977776666", "5531988887777"]
    )
    func hides(digits: String) throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        let sighting = Sighting(sent, of: world.demo)
        let phone = try number(digits)
        #expect(
            code {
                try world.control {
                    _ = try world.sandbox.react("👍", to: sighting, by: phone, now: $0, effects: &$1)
                }
            } == .messageNotFound
        )
    }

    @Test("what an instance has from before it was linked does not count")
    func ignoresFormerViews() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        world.advance(1000)
        let other = try world.linked("other", "5511999999999")
        let sighting = Sighting(sent, of: other)
        let maria = try number("5511988888888")
        #expect(
            code {
                try world.control {
                    try world.sandbox.read(sighting, by: maria, now: $0, effects: &$1)
                }
            } == .messageNotFound
        )
        try world.react("👍", to: sent.id, by: "5511988888888")
        #expect(world.events("message.reaction", of: world.demo).count == 1)
        #expect(world.events("message.reaction", of: other).isEmpty)
    }

    @Test("a number that is not in the world can do nothing")
    func refusesStrangers() throws {
        let world = try SandboxWorld.demo()
        let nobody = try number("5511900000000")
        #expect(code { _ = try world.sandbox.witnesses(of: nobody) } == .requestInvalid)
    }
}
