import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox shows who types and who is online")
struct SandboxPresenceTests {
    static let demo = "5511999999999"
    static let maria = "5511988888888"

    @Test("a phone shows what it does in a chat", arguments: SendChatPresence.Activity.allCases)
    func shows(activity: SendChatPresence.Activity) throws {
        let world = try SandboxWorld.demo()
        try world.show(activity, of: Self.maria, in: Self.demo)
        let maria = try address(Self.maria)
        let expected = EventPayload.chatPresence(chat: maria, from: maria, activity)
        #expect(world.events("presence.chat", of: world.demo) == [expected])
    }

    @Test("an account sees its own activity, as from itself")
    func echoes() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", Self.demo)
        let chat = try address(Self.maria)
        try world.perform(SendChatPresence(chat: chat, activity: .composing), world.demo)
        let expected = EventPayload.chatPresence(
            chat: chat,
            from: try address(Self.demo),
            .composing
        )
        #expect(world.events("presence.chat", of: world.demo) == [expected])
        #expect(world.events("presence.chat", of: other) == [expected])
    }

    @Test("in a group everybody sees it")
    func showsInGroup() throws {
        let world = try SandboxWorld.demo()
        let joao = try world.linked("joao", "5531988887777")
        try world.show(.recording, of: Self.maria, in: SandboxGroupTests.demoGroup)
        let expected = EventPayload.chatPresence(
            chat: try address(SandboxGroupTests.demoGroup),
            from: try address(Self.maria),
            .recording
        )
        #expect(world.events("presence.chat", of: world.demo) == [expected])
        #expect(world.events("presence.chat", of: joao) == [expected])
    }

    @Test("an instance that is away does not hear of it later")
    func forgets() throws {
        let world = try SandboxWorld.demo()
        try world.control {
            try world.sandbox.drop(world.demo, reason: .network, now: $0, effects: &$1)
        }
        try world.show(.composing, of: Self.maria, in: Self.demo)
        world.advance(60_000)
        #expect(world.state(world.demo) == .connected)
        #expect(world.events("presence.chat", of: world.demo).isEmpty)
    }

    @Test("coming online is shown to those who know the phone")
    func comesOnline() throws {
        let world = try SandboxWorld.demo()
        try world.show(isAvailable: true, of: Self.maria)
        #expect(world.events("presence.contact", of: world.demo).isEmpty)
        try world.send(Self.maria, world.demo)
        try world.show(isAvailable: true, of: Self.maria)
        try world.show(isAvailable: false, of: Self.maria)
        let maria = try address(Self.maria)
        let expected = [true, false].map { EventPayload.contactPresence(maria, isAvailable: $0) }
        #expect(world.events("presence.contact", of: world.demo) == expected)
    }

    @Test(
        "coming online can be shown in one chat",
        arguments: [demo, SandboxGroupTests.demoGroup]
    )
    func comesOnline(chat: String) throws {
        let world = try SandboxWorld.demo()
        try world.show(isAvailable: true, of: Self.maria, to: chat)
        let expected = EventPayload.contactPresence(try address(Self.maria), isAvailable: true)
        #expect(world.events("presence.contact", of: world.demo) == [expected])
    }

    @Test("an instance that shows itself online is seen by those who know it")
    func setsAvailability() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", Self.maria)
        try world.send(Self.maria, world.demo)
        try world.perform(SetAvailability(isAvailable: true), world.demo)
        let expected = EventPayload.contactPresence(try address(Self.demo), isAvailable: true)
        #expect(world.events("presence.contact", of: maria) == [expected])
        #expect(world.events("presence.contact", of: world.demo).isEmpty)
    }

    @Test("who hides when they are online is not shown")
    func hides() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", Self.maria)
        try world.perform(
            SetPrivacy(changes: [.online: .sameAsLastSeen, .lastSeen: .none]),
            maria
        )
        try world.show(isAvailable: true, of: Self.maria, to: Self.demo)
        #expect(world.events("presence.contact", of: world.demo).isEmpty)
    }

    @Test("a chat that cannot be is refused")
    func refuses() throws {
        let world = try SandboxWorld.demo()
        #expect(
            code { try world.show(.composing, of: Self.maria, in: "5521888888888") }
                == .recipientNotOnWhatsApp
        )
        #expect(
            code {
                try world.show(.composing, of: "5521977776666", in: SandboxGroupTests.demoGroup)
            }
                == .groupNotFound
        )
        #expect(
            code { try world.show(.paused, of: "5511900000000", in: Self.demo) } == .requestInvalid
        )
    }
}

extension SandboxWorld {
    fileprivate func show(
        _ activity: SendChatPresence.Activity,
        of digits: String,
        in chat: String
    ) throws {
        let (phone, chat) = (try number(digits), try address(chat))
        try control {
            try sandbox.showActivity(activity, of: phone, in: chat, now: $0, effects: &$1)
        }
    }

    fileprivate func show(isAvailable: Bool, of digits: String, to chat: String? = nil) throws {
        let (phone, chat) = (try number(digits), try chat.map(address))
        try control {
            try sandbox.showAvailability(
                isAvailable,
                of: phone,
                to: chat,
                now: $0,
                effects: &$1
            )
        }
    }
}
