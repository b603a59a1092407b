internal import Canonical
internal import Engine

/// The questions about sends that are one row, and about their progress; on a reading connection.
final class SendQuestions {
    private let byNumber: Statement
    private let afterEvent: Statement
    private let progress: Statement
    private let fromEvent: Statement
    private let lastInChat: Statement
    private let firstFrom: Statement
    private let lastEvent: Statement

    init(_ connection: borrowing Connection) throws(StoreError) {
        let send = "SELECT \(SentRecord.columns) FROM \(SentRecord.tables)"
        byNumber = try Statement(
            connection,
            """
            SELECT \(SentRecord.columns) FROM \(SentRecord.tablesBySend)
            WHERE s.number = ?1 AND n.id = ?2 AND s.id = ?3
            """
        )
        afterEvent = try Statement(
            connection,
            """
            \(send) WHERE n.id = ?1 AND s.event > max(?2, n.removed_events)
            ORDER BY s.event LIMIT ?3
            """
        )
        progress = try Statement(
            connection,
            """
            SELECT \(ProgressRecord.columns) FROM \(ProgressRecord.tables)
            WHERE n.id = ?1 AND p.event > ?2 ORDER BY p.event LIMIT ?3
            """
        )
        fromEvent = try Statement(
            connection,
            "\(send) WHERE n.id = ?1 AND s.event >= ?2 ORDER BY s.event LIMIT ?3"
        )
        lastInChat = try Statement(
            connection,
            """
            \(send) WHERE n.id = ?1 AND s.chat = ?2 AND s.event > ifnull((
                SELECT e.event FROM sends e WHERE e.instance = n.number
                ORDER BY e.event DESC LIMIT 1 OFFSET ?3
            ), 0) ORDER BY s.event DESC LIMIT 1
            """
        )
        firstFrom = try Statement(
            connection,
            """
            SELECT s.command FROM \(SentRecord.tables)
            WHERE n.id = ?1 AND s.event >= ?2 ORDER BY s.event LIMIT 1
            """
        )
        lastEvent = try Statement(
            connection,
            """
            SELECT s.event FROM \(SentRecord.tables)
            WHERE n.id = ?1 ORDER BY s.event DESC LIMIT 1
            """
        )
    }

    /// The message of a send, nil when that id is no send's.
    func message(_ id: MessageID, of instance: InstanceID) throws(StoreError) -> Message? {
        guard let number = SendNumber(id) else { return nil }
        return try byNumber.first(
            bind: { binder in
                binder.int(number.value)
                binder.text(instance.text)
                binder.text(id.text)
            },
            read: SentRecord.init(row:)
        )?.message
    }

    /// The events of sends and of their progress.
    func events(_ page: Page) throws(StoreError) -> [Event] {
        let sent = try afterEvent.all(bind: page.bind, read: SentRecord.init(row:))
        let progress = try progress.all(bind: page.bind, read: ProgressRecord.init(row:))
        return sent.map(\.event) + progress.map(\.event)
    }

    /// The journal rows of sends.
    func commands(_ page: Page) throws(StoreError) -> [CommandRecord] {
        guard let first = try firstEvent(after: page.after, of: page.instance) else { return [] }
        let place = Page(instance: page.instance, after: first, limit: page.limit)
        return try fromEvent.all(bind: place.bind, read: SentRecord.init(row:)).map(\.command)
    }

    /// The last message that an instance sent in a chat, of its latest so many sends.
    func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        lookingBack count: Int
    ) throws(StoreError) -> Message? {
        try lastInChat.first(
            bind: { binder in
                binder.text(instance.text)
                binder.text(chat.jid)
                binder.int(Int64(count))
            },
            read: SentRecord.init(row:)
        )?.message
    }

    /// The event of the first send whose journal row comes after a number, nil when none does.
    ///
    /// Both numbers rise together within an instance, so it is looked for by halves.
    private func firstEvent(
        after command: Int64,
        of instance: InstanceID
    ) throws(StoreError) -> Int64? {
        let last = try lastEvent.first(bind: { $0.text(instance.text) }, read: { $0.int() })
        guard let last, try self.command(from: last, of: instance) > command else { return nil }
        var low: Int64 = 1
        var high = last
        while low < high {
            let middle = low + (high - low) / 2
            if try self.command(from: middle, of: instance) > command {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// The journal number of the first send whose event is not before a number.
    private func command(
        from event: Int64,
        of instance: InstanceID
    ) throws(StoreError) -> Int64 {
        let found = try firstFrom.first(
            bind: { binder in
                binder.text(instance.text)
                binder.int(event)
            },
            read: { $0.int() }
        )
        return found ?? 0
    }
}
