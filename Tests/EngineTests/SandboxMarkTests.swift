import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox keeps how chats stand in an account's list")
struct SandboxMarkTests {
    static let maria = "5511988888888"

    @Test("a mark is told to all of the account's instances and kept")
    func marks() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", "5511999999999")
        let end = world.now.advanced(byMilliseconds: 3_600_000)
        var changes = ChatMarkChanges()
        changes.isArchived = true
        changes.isPinned = true
        changes.sound = .mutedUntil(end)
        let marks = try world.mark(Self.maria, changes)
        let expected = ChatMarks(
            chat: try address(Self.maria),
            unread: 0,
            isArchived: true,
            isPinned: true,
            mutedUntil: end
        )
        #expect(marks == expected)
        #expect(world.events("chat.changed", of: world.demo) == [.chatChanged(expected)])
        #expect(world.events("chat.changed", of: other) == [.chatChanged(expected)])
        #expect(try world.restarted().mark(Self.maria, ChatMarkChanges()) == expected)
    }

    @Test("what is so already is not told again")
    func marksOnce() throws {
        let world = try SandboxWorld.demo()
        var changes = ChatMarkChanges()
        changes.isPinned = true
        try world.mark(Self.maria, changes)
        try world.mark(Self.maria, changes)
        #expect(world.events("chat.changed", of: world.demo).count == 1)
        changes.isPinned = false
        #expect(try world.mark(Self.maria, changes).isPinned == false)
        #expect(!world.documents.keys.contains { $0.space == "sandbox.chat" })
    }

    @Test("a mute ends when it is taken back, and cannot begin in the past")
    func mutes() throws {
        let world = try SandboxWorld.demo()
        var changes = ChatMarkChanges()
        changes.sound = .mutedUntil(world.now)
        #expect(code { try world.mark(Self.maria, changes) } == .requestInvalid)
        changes.sound = .mutedUntil(world.now.advanced(byMilliseconds: 1))
        #expect(try world.mark(Self.maria, changes).mutedUntil != nil)
        changes.sound = .on
        #expect(try world.mark(Self.maria, changes).mutedUntil == nil)
    }

    @Test("marking as unread counts one, reading clears it")
    func marksUnread() throws {
        let world = try SandboxWorld.demo()
        let chat = try address(Self.maria)
        try world.perform(MarkChat(chat: chat, isRead: false), world.demo)
        try world.perform(MarkChat(chat: chat, isRead: false), world.demo)
        try world.perform(MarkChat(chat: chat, isRead: true), world.demo)
        try world.perform(MarkChat(chat: chat, isRead: true), world.demo)
        let expected = [1, 0].map { EventPayload.chatChanged(ChatMarks(chat: chat, unread: $0)) }
        #expect(world.events("chat.changed", of: world.demo) == expected)
    }

    @Test("the phone that reads a chat gives the receipts that are owed")
    func reads() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", Self.maria)
        try world.send("5511999999999", maria)
        var changes = ChatMarkChanges()
        changes.isUnread = false
        changes.isArchived = true
        let marks = try world.mark(Self.maria, changes)
        #expect(marks.unread == 0 && marks.isArchived)
        #expect(world.events("chat.changed", of: world.demo) == [.chatChanged(marks)])
        #expect(world.statuses[maria] == [.read])
    }

    @Test("a refused mark leaves a stranger out of the world")
    func refusesBeforeJoining() throws {
        let world = SandboxWorld { $0.strangers = .people }
        _ = try world.linked("demo", "5511999999999")
        var changes = ChatMarkChanges()
        changes.sound = .mutedUntil(world.now)
        #expect(code { try world.mark("5511977778888", changes) } == .requestInvalid)
        #expect(world.sandbox.phones.count == 1)
        changes.sound = .mutedUntil(world.now.advanced(byMilliseconds: 1))
        try world.mark("5511977778888", changes)
        #expect(world.restarted().sandbox.phones.count == 2)
    }

    @Test("a group's chat has marks for its members only")
    func marksGroups() throws {
        let world = try SandboxWorld.demo()
        var changes = ChatMarkChanges()
        changes.isArchived = true
        let marks = try world.mark(SandboxGroupTests.demoGroup, changes)
        #expect(marks.chat == (try address(SandboxGroupTests.demoGroup)))
        #expect(code { try world.mark("120363000000000009@g.us", changes) } == .groupNotFound)
        #expect(code { try world.mark("5521888888888", changes) } == .recipientNotOnWhatsApp)
    }

    @Test("a send that marks the chat as read tells of it")
    func marksBySending() throws {
        let world = try SandboxWorld.demo()
        try world.write(.text(TextContent("Hi")), from: Self.maria, to: "5511999999999")
        let command = SendMessage(
            recipient: try address(Self.maria),
            content: .text(TextContent("Hello")),
            marksChatRead: true
        )
        try world.perform(command, world.demo)
        let marks = ChatMarks(chat: try address(Self.maria), unread: 0)
        #expect(world.events("chat.changed", of: world.demo) == [.chatChanged(marks)])
    }
}

extension SandboxWorld {
    @discardableResult
    fileprivate func mark(_ chat: String, _ changes: ChatMarkChanges) throws -> ChatMarks {
        let chat = try address(chat)
        return try control {
            try sandbox.markChat(chat, of: demo, changes, now: $0, effects: &$1)
        }
    }
}
