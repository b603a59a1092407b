internal import Canonical
internal import Engine
internal import Wire

/// The questions about messages that clients look for; used by the reader's thread alone.
final class MessageQuestions {
    /// How many of the file's latest messages are looked through.
    static let lookBack = 20_000

    private let found: Statement

    init(_ connection: borrowing Connection) throws(StoreError) {
        found = try Statement(
            connection,
            """
            SELECT \(Message.columns) FROM messages m
            WHERE m.number > (SELECT max(number) FROM messages) - \(Self.lookBack)
                AND m.instance = (SELECT number FROM instance_numbers WHERE id = ?1)
                AND (?2 IS NULL OR m.chat IN (SELECT value FROM json_each(?2)))
                AND (?3 IS NULL OR m.client_reference = ?3)
                AND (?4 IS NULL OR m.client_source = ?4)
                AND (?5 IS NULL OR m.id = ?5)
            ORDER BY m.number DESC LIMIT ?6 OFFSET ?7
            """
        )
    }

    func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) throws(StoreError) -> [Message] {
        let limit = min(max(search.limit, 0), ReaderSession.rowLimit)
        let offset = min(max(search.offset, 0), Self.lookBack)
        return try found.all(
            bind: { binder in
                binder.text(instance.text)
                binder.json(search.chat.map { JSONValue(list: $0.spellings) })
                binder.text(search.reference)
                binder.text(search.source)
                binder.text(search.id?.text)
                binder.int(Int64(limit))
                binder.int(Int64(offset))
            },
            read: Message.init(row:)
        )
    }
}

extension Address {
    /// Every JID under which the chat may be kept.
    fileprivate var spellings: [String] {
        phone?.candidates.map { Address.phone($0).jid } ?? [jid]
    }
}
