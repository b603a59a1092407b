internal import Canonical
internal import Engine
internal import Wire

/// The questions about remote upstreams; used by the reader's thread alone.
final class UpstreamQuestions {
    /// How many of the latest messages are looked through for an account's own.
    private static let lookBack = 20_000

    private let sends: SendQuestions
    private let byUpstreamID: Statement
    private let byMessage: Statement
    private let lastReceived: Statement
    private let lastOfAll: Statement
    private let told: Statement
    private let uses: Statement
    private let differences: Statement

    init(_ connection: Connection, sends: SendQuestions) throws(StoreError) {
        self.sends = sends
        let number = "(SELECT number FROM instance_numbers WHERE id = ?1)"
        byUpstreamID = try Statement(
            connection,
            """
            SELECT message FROM upstream_messages
            WHERE instance = \(number) AND upstream_id = ?2 AND upstream = ?3
            """
        )
        byMessage = try Statement(
            connection,
            """
            SELECT upstream, upstream_id FROM upstream_messages
            WHERE instance = \(number) AND message = ?2 ORDER BY number DESC
            """
        )
        lastReceived = try Statement(
            connection,
            """
            SELECT \(Message.columns) FROM messages m INDEXED BY messages_received
            WHERE m.instance = \(number) AND m.chat = ?2 AND m.is_from_me = 0
            ORDER BY m.number DESC LIMIT 1
            """
        )
        lastOfAll = try Statement(
            connection,
            """
            SELECT \(Message.columns) FROM messages m
            WHERE m.number > (SELECT max(number) FROM messages) - \(Self.lookBack)
                AND m.instance = \(number) AND m.chat = ?2
            ORDER BY m.number DESC LIMIT 1
            """
        )
        told = try Statement(
            connection,
            """
            SELECT key FROM told
            WHERE instance = \(number) AND key IN (SELECT value FROM json_each(?2))
            """
        )
        uses = try Statement(
            connection,
            """
            SELECT dialect, command, variant, fields, day, count FROM uses
            WHERE instance = \(number) AND day >= ?2
            ORDER BY day, dialect, command, variant, fields LIMIT \(ReaderSession.rowLimit)
            """
        )
        differences = try Statement(
            connection,
            """
            SELECT at, command, variant, candidate, path, primary_value, candidate_value
            FROM differences WHERE instance = \(number) ORDER BY number DESC LIMIT ?2
            """
        )
    }

    func message(
        of upstream: UpstreamID,
        as id: MessageID,
        in instance: InstanceID
    ) throws(StoreError) -> MessageID? {
        try byUpstreamID.first(
            bind: { binder in
                binder.text(instance.text)
                binder.text(id.text)
                binder.text(upstream.text)
            },
            read: { MessageID($0.text()) }
        )
    }

    func upstreamMessages(
        _ id: MessageID,
        of instance: InstanceID
    ) throws(StoreError) -> [UpstreamMessage] {
        try byMessage.all(
            bind: { binder in
                binder.text(instance.text)
                binder.text(id.text)
            },
            read: { row in
                UpstreamMessage(
                    instance: instance,
                    upstream: UpstreamID(row.text()),
                    upstreamID: MessageID(row.text()),
                    message: id
                )
            }
        )
    }

    /// The last message of a chat; of the account's own only the latest of the whole file are
    /// looked through.
    func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        by author: MessageAuthor
    ) throws(StoreError) -> Message? {
        let bind = { (binder: inout Binder) in
            binder.text(instance.text)
            binder.text(chat.jid)
        }
        let other = try lastReceived.first(bind: bind, read: Message.init(row:))
        guard author == .anyone else { return other }
        let own = try sends.lastMessage(in: chat, of: instance, lookingBack: Self.lookBack)
        let last = try lastOfAll.first(bind: bind, read: Message.init(row:)) ?? other
        guard let own, let last else { return own ?? last }
        return own.sentAt >= last.sentAt ? own : last
    }

    func toldBefore(
        _ keys: [String],
        of instance: InstanceID
    ) throws(StoreError) -> Set<String> {
        let found = try told.all(
            bind: { binder in
                binder.text(instance.text)
                binder.json(JSONValue(list: keys))
            },
            read: { $0.text() }
        )
        return Set(found)
    }

    func uses(of instance: InstanceID, since day: Int) throws(StoreError) -> [CommandUse] {
        try uses.all(
            bind: { binder in
                binder.text(instance.text)
                binder.int(Int64(day))
            },
            read: CommandUse.init(row:)
        )
    }

    func differences(
        of instance: InstanceID,
        limit: Int
    ) throws(StoreError) -> [RouteDifference] {
        try differences.all(
            bind: { binder in
                binder.text(instance.text)
                binder.int(Int64(min(max(limit, 0), ReaderSession.rowLimit)))
            },
            read: { RouteDifference(row: &$0, of: instance) }
        )
    }
}
