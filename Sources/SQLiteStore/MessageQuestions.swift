internal import Canonical
internal import Engine
internal import Wire

/// The questions about messages that clients look for; used by the reader's thread alone.
final class MessageQuestions {
    /// How many of the file's latest messages, and of the instance's latest sends, are looked
    /// through.
    static let lookBack = 20_000

    private let kept: Statement
    private let sent: Statement

    init(_ connection: Connection) throws(StoreError) {
        kept = try Statement(
            connection,
            """
            SELECT \(Message.columns) FROM messages m
            WHERE m.number > (SELECT max(number) FROM messages) - \(Self.lookBack)
                AND m.instance = (SELECT number FROM instance_numbers WHERE id = ?1)
                AND (?2 IS NULL OR m.chat IN (SELECT value FROM json_each(?2)))
                AND (?3 IS NULL OR m.client_reference = ?3)
                AND (?4 IS NULL OR m.client_source = ?4) AND (?5 IS NULL OR m.id = ?5)
            ORDER BY m.number DESC LIMIT ?6
            """
        )
        sent = try Statement(
            connection,
            """
            SELECT \(SentRecord.columns) FROM \(SentRecord.tables)
            WHERE n.id = ?1 AND r.event >= \(SendQuestions.firstEvent(ofLast: "\(Self.lookBack)"))
                AND (?2 IS NULL OR s.chat IN (SELECT value FROM json_each(?2)))
                AND (?3 IS NULL OR json_extract(s.reference, '$.client_reference') = ?3)
                AND (?4 IS NULL OR json_extract(s.extras, '$.client_source') = ?4)
                AND (?5 IS NULL OR \(SentRecord.messageID) = ?5)
            ORDER BY \(SentRecord.orderFromLast)
            """
        )
    }

    func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) throws(StoreError) -> [Message] {
        let limit = min(max(search.limit, 0), ReaderSession.rowLimit)
        let offset = min(max(search.offset, 0), 2 * Self.lookBack)
        // What stands before the page may all be in one of the two tables.
        let count = offset + limit
        let found = try kept(search, instance, count) + sent(search, instance, count)
        return Array(found.sorted(by: Self.isNewer).dropFirst(offset).prefix(limit))
    }

    private func kept(
        _ search: FindMessages,
        _ instance: InstanceID,
        _ count: Int
    ) throws(StoreError) -> [Message] {
        try kept.all(
            bind: { binder in
                binder.text(instance.text)
                binder.json(search.chats)
                binder.text(search.reference)
                binder.text(search.source)
                binder.text(search.id?.text)
                binder.int(Int64(count))
            },
            read: Message.init(row:)
        )
    }

    /// SQLite's functions end a text of JSON at its first NUL: a text with one is not compared there,
    /// and what was found is compared again.
    private func sent(
        _ search: FindMessages,
        _ instance: InstanceID,
        _ count: Int
    ) throws(StoreError) -> [Message] {
        try sent.first(
            count,
            bind: { binder in
                binder.text(instance.text)
                binder.json(search.chats)
                binder.text(search.reference.flatMap(Self.withoutNUL))
                binder.text(search.source.flatMap(Self.withoutNUL))
                binder.text(search.id?.text)
            },
            read: { row throws(StoreError) in
                let message = try SentRecord(row: &row).message
                return search.names(message) ? message : nil
            }
        )
    }

    /// The text, nil when it has a NUL.
    private static func withoutNUL(_ text: String) -> String? {
        text.utf8.contains(0) ? nil : text
    }

    /// Ids rise with time where moments are the same.
    private static func isNewer(_ one: Message, _ other: Message) -> Bool {
        (one.sentAt.milliseconds, one.id.text) > (other.sentAt.milliseconds, other.id.text)
    }
}

extension FindMessages {
    /// Every JID under which the chat may be kept, as a list; nil when any chat is meant.
    fileprivate var chats: JSONValue? { chat.map { JSONValue(list: $0.spellings) } }

    /// Whether a message has the reference and the source that are asked for, byte by byte.
    fileprivate func names(_ message: Message) -> Bool {
        Self.isSame(reference, message.clientReference) && Self.isSame(source, message.clientSource)
    }

    private static func isSame(_ asked: String?, _ text: String?) -> Bool {
        guard let asked else { return true }
        return text.map { asked.utf8.elementsEqual($0.utf8) } ?? false
    }
}

extension Address {
    /// Every JID under which the chat may be kept.
    fileprivate var spellings: [String] {
        phone?.candidates.map { Address.phone($0).jid } ?? [jid]
    }
}
