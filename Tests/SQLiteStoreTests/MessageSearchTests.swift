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

    @Test("a store without messages has none to find")
    func empty() async throws {
        let found = try await openStore().messages(FindMessages(limit: 9), of: Sample.instance)
        #expect(found.isEmpty)
    }
}
