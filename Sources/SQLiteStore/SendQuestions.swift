internal import Canonical
internal import Engine

/// The questions about sends that are one row, and about their progress; on a reading connection.
final class SendQuestions {
    private let byNumber: Statement
    private let afterEvent: Statement
    private let firstSigns: Statement
    private let progress: Statement
    private let fromEvent: Statement
    private let lastInChat: Statement
    private let runFrom: Statement
    private let lastRun: Statement

    init(_ connection: Connection) throws(StoreError) {
        byNumber = try Statement(connection, Self.byNumber)
        afterEvent = try Statement(connection, Self.afterEvent)
        firstSigns = try Statement(connection, Self.firstSigns)
        progress = try Statement(connection, Self.progress)
        fromEvent = try Statement(connection, Self.fromEvent)
        lastInChat = try Statement(connection, Self.lastInChat)
        runFrom = try Statement(connection, Self.runFrom)
        lastRun = try Statement(connection, Self.lastRun)
    }

    /// The event of the first of an instance's latest so many sends, 0 when it has fewer.
    ///
    /// An expression where the numbers' table `n` is. What is compared with it should be a run's, so
    /// that it is asked once.
    static func firstEvent(ofLast count: String) -> String {
        """
        ifnull((
            SELECT l.event FROM runs k
            CROSS JOIN sends l ON l.number BETWEEN k.first AND k.last AND l.instance = k.instance
            WHERE k.instance = n.number AND k.command IS NOT NULL
            ORDER BY k.event DESC, l.number DESC LIMIT 1 OFFSET \(count) - 1
        ), 0)
        """
    }

    /// The message of a send, nil when that id is no send's.
    func message(_ id: MessageID, of instance: InstanceID) throws(StoreError) -> Message? {
        guard let number = SendNumber(id) else { return nil }
        return try byNumber.first(
            bind: { binder in
                binder.int(number.value)
                binder.int(number.tail)
                binder.text(instance.text)
            },
            read: SentRecord.init(row:)
        )?.message
    }

    /// The events of sends and of their progress.
    func events(_ page: Page) throws(StoreError) -> [Event] {
        let sent = try afterEvent.all(bind: page.bind, read: SentRecord.init(row:))
        let first = try firstSigns.all(bind: page.bind, read: ProgressRecord.init(row:))
        let others = try progress.all(bind: page.bind, read: ProgressRecord.init(row:))
        return sent.map(\.event) + first.map(\.event) + others.map(\.event)
    }

    /// The journal rows of sends.
    func commands(_ page: Page) throws(StoreError) -> [CommandRecord] {
        guard let first = try firstEvent(after: page.after, of: page.instance) else { return [] }
        return try fromEvent.all(
            bind: { binder in
                page.bind(&binder)
                binder.int(first)
            },
            read: SentRecord.init(row:)
        ).map(\.command)
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

    /// An event in or before the first run with a journal row after a number, and after the run before
    /// it; nil when no run has one.
    ///
    /// Both numbers rise together within an instance, so it is looked for by halves.
    private func firstEvent(
        after command: Int64,
        of instance: InstanceID
    ) throws(StoreError) -> Int64? {
        let last = try lastRun.first(bind: { $0.text(instance.text) }, read: { $0.int() })
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

    /// The last journal number of the first run that does not end before an event.
    private func command(
        from event: Int64,
        of instance: InstanceID
    ) throws(StoreError) -> Int64 {
        let found = try runFrom.first(
            bind: { binder in
                binder.text(instance.text)
                binder.int(event)
            },
            read: { $0.int() }
        )
        return found ?? 0
    }
}

extension SendQuestions {
    private static let send = "SELECT \(SentRecord.columns) FROM \(SentRecord.tables)"

    private static let byNumber = """
        SELECT \(SentRecord.columns) FROM \(SentRecord.tablesBySend)
        WHERE s.number = ?1 AND s.tail = ?2 AND n.id = ?3
        """

    private static let afterEvent = """
        \(send) WHERE n.id = ?1 AND r.event > max(?2, n.removed_events)
            AND s.event > max(?2, n.removed_events)
        ORDER BY \(SentRecord.order) LIMIT ?3
        """

    private static let firstSigns = """
        SELECT \(ProgressRecord.columns) FROM \(ProgressRecord.firstTables)
        WHERE n.id = ?1 AND r.event > ?2 AND p.event > ?2
        ORDER BY \(ProgressRecord.firstOrder) LIMIT ?3
        """

    private static let progress = """
        SELECT \(ProgressRecord.columns) FROM \(ProgressRecord.tables)
        WHERE n.id = ?1 AND p.event > ?2 ORDER BY p.event LIMIT ?3
        """

    private static let fromEvent = """
        \(send) WHERE n.id = ?1 AND s.command > ?2 AND r.event >= ?4
        ORDER BY \(SentRecord.order) LIMIT ?3
        """

    private static let lastInChat = """
        \(send) WHERE n.id = ?1 AND s.chat = ?2 AND r.event >= \(firstEvent(ofLast: "?3"))
        ORDER BY \(SentRecord.orderFromLast) LIMIT 1
        """

    private static let runFrom = """
        SELECT r.command FROM instance_numbers n CROSS JOIN runs r ON r.instance = n.number
        WHERE n.id = ?1 AND r.event >= ?2 AND r.command IS NOT NULL
        ORDER BY r.event LIMIT 1
        """

    private static let lastRun = """
        SELECT r.event FROM instance_numbers n CROSS JOIN runs r ON r.instance = n.number
        WHERE n.id = ?1 AND r.command IS NOT NULL ORDER BY r.event DESC LIMIT 1
        """
}
