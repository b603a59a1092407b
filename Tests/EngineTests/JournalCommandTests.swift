import Canonical
import Engine
import Testing

@Suite("Looking for messages and chats")
struct JournalCommandTests {
    private static func caller(_ stage: Stage, tenant: TenantID? = nil) -> Caller {
        Caller(
            tenant: tenant ?? stage.tenant,
            instance: stage.instance,
            dialect: DialectID("toy"),
            requestID: "req"
        )
    }

    private static func sent(_ reference: String, _ stage: Stage) async throws -> Message {
        let ana = try #require(PhoneNumber(Stage.ana))
        let send = SendMessage(
            recipient: .phone(ana),
            content: .text(TextContent(reference)),
            clientReference: reference
        )
        return try await stage.engine.perform(send, for: caller(stage)).value().get().message
    }

    @Test("a message is found by its id and by its reference, and by both only if both are its own")
    func found() async throws {
        let stage = try await Stage()
        let message = try await Self.sent("one", stage)
        _ = try await Self.sent("two", stage)
        for search in [
            FindMessages(id: message.id), FindMessages(reference: "one"),
            FindMessages(id: message.id, chat: message.chat, reference: "one"),
        ] {
            let found = await stage.engine.perform(search, for: Self.caller(stage)).value()
            #expect(try found.get().messages.map(\.id) == [message.id])
        }
        let none = FindMessages(id: message.id, reference: "two")
        let answer = try await stage.engine.perform(none, for: Self.caller(stage)).value().get()
        #expect(answer == FindMessages.Outcome(messages: []))
    }

    @Test("a page says whether there are more, the newest first")
    func pages() async throws {
        let stage = try await Stage()
        for reference in ["one", "two", "three"] { _ = try await Self.sent(reference, stage) }
        let first = FindMessages(limit: 2)
        let page = try await stage.engine.perform(first, for: Self.caller(stage)).value().get()
        #expect(page.messages.map(\.clientReference) == ["three", "two"])
        #expect(page.hasMore)
        let rest = FindMessages(offset: 2, limit: 2)
        let last = try await stage.engine.perform(rest, for: Self.caller(stage)).value().get()
        #expect(last.messages.map(\.clientReference) == ["one"])
        #expect(!last.hasMore)
    }

    @Test("another tenant finds nothing, for the instance does not exist")
    func foreign() async throws {
        let stage = try await Stage()
        let message = try await Self.sent("one", stage)
        let other = try await stage.engine.createTenant(name: "two").get().tenant.id
        let caller = Self.caller(stage, tenant: other)
        let found = await stage.engine.perform(FindMessages(id: message.id), for: caller).value()
        let chat = await stage.engine.perform(GetChat(chat: message.chat), for: caller).value()
        guard case .failure(let one) = found, case .failure(let two) = chat else {
            Issue.record("another tenant's message was shown")
            return
        }
        #expect(one.code == .instanceNotFound)
        #expect(two.code == .instanceNotFound)
    }

    @Test("a chat tells what is known of the other person, blocked or not")
    func chat() async throws {
        let stage = try await Stage()
        let ana = try Address.phone(#require(PhoneNumber(Stage.ana)))
        let block = BlockContact(contact: ana, isBlocked: true)
        let outcome = try await stage.engine.perform(block, for: Self.caller(stage)).value().get()
        #expect(outcome.blocked == [ana])
        let known = try await stage.engine.perform(GetChat(chat: ana), for: Self.caller(stage))
            .value().get()
        #expect(known.standing?.isBlocked == true)
        #expect(known.contacts.map(\.address) == [ana])
        let listed = await stage.engine.perform(ListBlocked(), for: Self.caller(stage)).value()
        #expect(try listed.get() == [ana])
    }
}
