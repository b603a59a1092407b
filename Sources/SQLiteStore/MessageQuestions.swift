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

    init(_ connection: borrowing Connection) throws(StoreError) {
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
            ORDER BY \(SentRecord.orderFromLast) LIMIT ?6
            """
        )
    }

    func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) throws(StoreError) -> [Message] {
        let limit = min(max(search.limit, 0), ReaderSession.rowLimit)
        let offset = min(max(search.offset, 0), 2 * Self.lookBack)
        let bind = { (binder: inout Binder) in
            binder.text(instance.text)
            binder.json(search.chat.map { JSONValue(list: $0.spellings) })
            binder.text(search.reference)
            binder.text(search.source)
            binder.text(search.id?.text)
            // What stands before the page may all be in one of the two tables.
            binder.int(Int64(offset + limit))
        }
        let found =
            try kept.all(bind: bind, read: Message.init(row:))
            + sent.all(bind: bind, read: SentRecord.init(row:)).map(\.message)
        return Array(found.sorted(by: Self.isNewer).dropFirst(offset).prefix(limit))
    }

    /// Ids rise with time where moments are the same.
    private static func isNewer(_ one: Message, _ other: Message) -> Bool {
        (one.sentAt.milliseconds, one.id.text) > (other.sentAt.milliseconds, other.id.text)
    }
}

extension Address {
    /// Every JID under which the chat may be kept.
    fileprivate var spellings: [String] {
        phone?.candidates.map { Address.phone($0).jid } ?? [jid]
    }
}
