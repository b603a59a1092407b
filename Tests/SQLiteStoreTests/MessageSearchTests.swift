import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("Messages that clients look for", .temporaryFolder)
struct MessageSearchTests {
    private static let ninth = Address.phone(Sample.number("5531988887777"))
    private static let eight = Address.phone(Sample.number("553188887777"))

    private func stored() async throws -> SQLiteStore {
        let store = try openStore()
        var tracked = Sample.message("3EB0A")
        (tracked.clientReference, tracked.clientSource) = ("r1", "crm")
        var spelled = Sample.message("3EB0B")
        spelled.chat = Self.eight
        let foreign = Sample.message("3EB0C")
        try await store.submit([
            .message(tracked, of: Sample.instance), .message(spelled, of: Sample.instance),
            .message(foreign, of: InstanceID("ins_2")),
        ]).wait()
        return store
    }

    /// A search, and the ids it finds.
    static let searches: [(FindMessages, [String])] = [
        (FindMessages(limit: 9), ["3EB0B", "3EB0A"]),
        (FindMessages(id: MessageID("3EB0A"), limit: 9), ["3EB0A"]),
        (FindMessages(id: MessageID("3EB0C"), limit: 9), []),
        (FindMessages(chat: Sample.chat, limit: 9), ["3EB0A"]),
        (FindMessages(chat: ninth, limit: 9), ["3EB0B"]),
        (FindMessages(reference: "r1", limit: 9), ["3EB0A"]),
        (FindMessages(reference: "r1", source: "crm", limit: 9), ["3EB0A"]),
        (FindMessages(reference: "r1", source: "x", limit: 9), []),
        (FindMessages(offset: 1, limit: 9), ["3EB0A"]),
        (FindMessages(offset: .max, limit: .max), []),
        (FindMessages(limit: 1), ["3EB0B"]), (FindMessages(limit: -1), []),
    ]

    @Test("those of one instance that fit are found, the newest first", arguments: searches)
    func found(search: FindMessages, ids: [String]) async throws {
        let store = try await stored()
        let found = try await store.messages(search, of: Sample.instance)
        #expect(found.map(\.id.text) == ids)
    }

    @Test("sends that are one row are found among the others, with the status they have")
    func sends() async throws {
        let store = try await stored()
        try await store.submit([
            .sent(Sample.sent(1, event: 1, command: 1, reference: "r1")),
            .sent(Sample.sent(2, event: 2, command: 2, reference: "r2")),
            .progress(Sample.progress(1, .read, event: 3)),
            .sent(Sample.sent(3, of: InstanceID("ins_2"), event: 1, command: 1, reference: "r1")),
        ]).wait()
        let all = try await store.messages(FindMessages(limit: 9), of: Sample.instance)
        let sends = [Sample.sendID(2), Sample.sendID(1)].map(\.text)
        #expect(all.map(\.id.text) == sends + ["3EB0B", "3EB0A"])
        #expect(all.map(\.status).dropFirst().first == .read)
        let page = FindMessages(offset: 1, limit: 2)
        let found = try await store.messages(page, of: Sample.instance)
        #expect(found.map(\.id.text) == [sends[1], "3EB0B"])
        let named = FindMessages(reference: "r1", limit: 9)
        let both = try await store.messages(named, of: Sample.instance)
        #expect(both.map(\.id.text) == [sends[1], "3EB0A"])
        let shop = FindMessages(chat: Sample.chat, source: "shop", limit: 9)
        #expect(try await store.messages(shop, of: Sample.instance).count == 2)
    }

    /// References and sources of sends, the last send first.
    private static let texts = ["a", "a\u{0}b", "a\u{0}c", "\u{0}", "", "e\u{301}\u{0}"]

    @Test(
        "a reference or a source with a NUL is compared as a whole",
        arguments: texts + ["\u{E9}\u{0}", "a\u{0}", "b"]
    )
    func nul(text: String) async throws {
        let store = try openStore()
        for (number, text) in zip((1 as Int64)..., Self.texts.reversed()) {
            let sent = Sample.sent(
                number,
                event: number,
                command: number,
                reference: text,
                source: text
            )
            try await store.submit([.sent(sent)]).wait()
        }
        let expected = Self.texts.filter { $0.utf8.elementsEqual(text.utf8) }
        // A limit of one: what is not meant takes no place.
        for search in [
            FindMessages(reference: text, limit: 1), FindMessages(source: text, limit: 1),
            FindMessages(reference: text, source: text, limit: 1),
        ] {
            let found = try await store.messages(search, of: Sample.instance)
            #expect(found.map(\.clientReference) == expected)
        }
    }

    @Test("a store without messages has none to find")
    func empty() async throws {
        let found = try await openStore().messages(FindMessages(limit: 9), of: Sample.instance)
        #expect(found.isEmpty)
    }
}
