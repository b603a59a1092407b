internal import Canonical
internal import Engine

/// The reading connection with its statements; used by the reader's thread alone.
final class ReaderSession {
    /// The most rows that one question gives.
    static let rowLimit = 10_000

    private let begin: Statement
    private let end: Statement
    private let messageByID: Statement
    private let eventsAfter: Statement
    private let commandsAfter: Statement
    private let sends: SendQuestions
    private let deliveries: DeliveryQuestions
    private let upstreams: UpstreamQuestions
    private let messages: MessageQuestions
    private let replayable: DeliverySelection
    /// Whether a question met something that this connection may not recover from.
    private(set) var hasFailed = false

    init(_ connection: Connection) throws(StoreError) {
        begin = try Statement(connection, "BEGIN")
        end = try Statement(connection, "COMMIT")
        messageByID = try Statement(
            connection,
            """
            SELECT \(Message.columns) FROM messages m
            WHERE m.instance = (SELECT number FROM instance_numbers WHERE id = ?1) AND m.id = ?2
            """
        )
        eventsAfter = try Statement(
            connection,
            """
            SELECT \(Event.columns) FROM instance_numbers n JOIN events e ON e.instance = n.number
            WHERE n.id = ?1 AND e.sequence > ?2 ORDER BY e.sequence LIMIT ?3
            """
        )
        commandsAfter = try Statement(
            connection,
            """
            SELECT \(CommandRecord.columns)
            FROM instance_numbers n JOIN commands c ON c.instance = n.number
            WHERE n.id = ?1 AND c.sequence > ?2 ORDER BY c.sequence LIMIT ?3
            """
        )
        let sends = try SendQuestions(connection)
        self.sends = sends
        deliveries = try DeliveryQuestions(connection, sends: sends)
        upstreams = try UpstreamQuestions(connection, sends: sends)
        messages = try MessageQuestions(connection)
        replayable = try DeliverySelection(connection, for: .replay)
    }

    func message(_ id: MessageID, of instance: InstanceID) throws(StoreError) -> Message? {
        try noting { () throws(StoreError) in
            let kept = try messageByID.first(
                bind: { binder in
                    binder.text(instance.text)
                    binder.text(id.text)
                },
                read: Message.init(row:)
            )
            if let kept { return kept }
            return try sends.message(id, of: instance)
        }
    }

    func events(_ page: Page) throws(StoreError) -> [Event] {
        try noting { () throws(StoreError) in
            let told = try eventsAfter.all(bind: page.bind, read: Event.init(row:))
            return page.merge(told, try sends.events(page), by: \.sequence)
        }
    }

    func commands(_ page: Page) throws(StoreError) -> [CommandRecord] {
        try noting { () throws(StoreError) in
            let rows = try commandsAfter.all(bind: page.bind, read: CommandRecord.init(row:))
            return page.merge(rows, try sends.commands(page), by: \.sequence)
        }
    }

    /// Asks about deliveries.
    func asking<Value>(
        _ question: (DeliveryQuestions) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try noting { () throws(StoreError) in try question(deliveries) }
    }

    /// Asks about remote upstreams.
    func askingUpstreams<Value>(
        _ question: (UpstreamQuestions) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try noting { () throws(StoreError) in try question(upstreams) }
    }

    /// Asks about messages that clients look for.
    func askingMessages<Value>(
        _ question: (MessageQuestions) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try noting { () throws(StoreError) in try question(messages) }
    }

    /// What a change would make due again.
    func replayPage(
        _ filter: DeliveryFilter,
        after place: Int64
    ) throws(StoreError) -> ReplayPage {
        try noting { () throws(StoreError) in
            let numbers = try replayable.numbers(filter, after: place, limit: ReplayPage.limit)
            return ReplayPage(count: numbers.count, end: numbers.last ?? place)
        }
    }

    /// Asks within one transaction, and takes note when it fails.
    ///
    /// What a question reads lies in several tables; with a commit between two of them a page would
    /// leave out rows before its end, and who follows would never see them.
    private func noting<Value>(
        _ question: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        do throws(StoreError) {
            try begin.run { _ in }
            let value = try question()
            try end.run { _ in }
            return value
        } catch {
            hasFailed = true
            throw error
        }
    }
}

/// A stretch of one instance's numbered rows.
struct Page: Sendable {
    let instance: InstanceID
    let after: Int64
    let limit: Int

    /// How many rows it has at most.
    private var count: Int { min(max(limit, 0), ReaderSession.rowLimit) }

    func bind(_ binder: inout Binder) {
        binder.text(instance.text)
        binder.int(after)
        binder.int(Int64(count))
    }

    /// The first rows of the page out of two of its kind, by their numbers.
    func merge<Row>(
        _ rows: [Row],
        _ others: [Row],
        by number: (Row) -> Int64
    ) -> [Row] {
        guard !others.isEmpty else { return rows }
        return Array((rows + others).sorted { number($0) < number($1) }.prefix(count))
    }
}
