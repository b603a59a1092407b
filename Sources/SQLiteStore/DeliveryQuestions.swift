internal import Canonical
internal import Engine
internal import Wire

/// The questions about deliveries, on the reading connection.
final class DeliveryQuestions {
    /// The most deliveries that one list gives, for their bodies may be large.
    private static let listLimit = 1000

    private let sends: SendQuestions
    private let due: Statement
    private let followers: Statement
    private let nextDue: Statement
    private let byID: Statement
    private let byNumber: Statement
    private let openCount: Statement
    private let deadCount: Statement
    private let selection: DeliverySelection

    init(_ connection: Connection, sends: SendQuestions) throws(StoreError) {
        self.sends = sends
        due = try Statement(
            connection,
            """
            SELECT \(DueDelivery.columns) \(Self.heads) \(Delivery.sources) \(Self.events)
            WHERE \(Self.notExcluded) AND l.due_at <= ?3 ORDER BY l.due_at, l.head LIMIT ?4
            """
        )
        followers = try Statement(
            connection,
            """
            SELECT \(DueDelivery.columns) FROM deliveries h
            JOIN deliveries d INDEXED BY deliveries_open
                ON d.endpoint = h.endpoint AND d.lane = h.lane AND d.turn >= h.turn
                AND (d.turn > h.turn OR d.number > h.number)
            \(Delivery.sources) \(Self.events)
            WHERE h.id = ?1 AND d.state < 4 ORDER BY d.turn, d.number LIMIT ?2
            """
        )
        nextDue = try Statement(
            connection,
            """
            SELECT l.due_at \(Self.heads)
            WHERE \(Self.notExcluded) ORDER BY l.due_at, l.head LIMIT 1
            """
        )
        let delivery = "SELECT \(Delivery.columns) FROM deliveries d \(Delivery.sources)"
        byID = try Statement(connection, "\(delivery) WHERE d.id = ?1")
        byNumber = try Statement(connection, "\(delivery) WHERE d.number = ?1")
        openCount = try Statement(
            connection,
            "SELECT count(*) FROM deliveries INDEXED BY deliveries_open WHERE state < 4"
        )
        deadCount = try Statement(
            connection,
            "SELECT count(*) FROM deliveries INDEXED BY deliveries_dead WHERE state = 4"
        )
        selection = try DeliverySelection(connection)
    }

    /// The lanes' heads in the order they are due, read from the index until there are enough.
    private static let heads = """
        FROM lanes l INDEXED BY lanes_due CROSS JOIN deliveries d ON d.number = l.head
        """

    /// The deliveries' events, and the messages these tell of.
    private static let events = """
        LEFT JOIN events e ON e.instance = d.instance AND e.sequence = d.sequence
        LEFT JOIN messages m ON m.instance = d.instance
            AND m.id = CASE WHEN json_valid(e.payload)
                THEN json_extract(e.payload, '$.message_id') END
        """

    private static let notExcluded = """
        l.endpoint NOT IN (
            SELECT number FROM endpoints WHERE id IN (SELECT value FROM json_each(?1))
        ) AND d.id NOT IN (SELECT value FROM json_each(?2))
        """

    func due(_ query: DueQuery) throws(StoreError) -> [DueDelivery] {
        var unreadable: StoreError?
        let due = try due.all(
            bind: { binder in
                query.bindExclusions(&binder)
                binder.time(query.now)
                binder.int(Int64(min(max(query.limit, 0), ReaderSession.rowLimit)))
            },
            read: { row -> DueDelivery? in
                do throws(StoreError) {
                    return try completed(DueDelivery(row: &row))
                } catch {
                    unreadable = error
                    return nil
                }
            }
        ).compactMap(\.self)
        if due.isEmpty, let unreadable { throw unreadable }
        return try followed(due, query)
    }

    /// The heads with some of those behind them, as far as the page has room.
    private func followed(
        _ heads: [DueDelivery],
        _ query: DueQuery
    ) throws(StoreError) -> [DueDelivery] {
        let ahead = min(query.ahead, query.limit / max(heads.count, 1) - 1)
        guard ahead > 0 else { return heads }
        var followed: [DueDelivery] = []
        for head in heads {
            let next = try followers.all(
                bind: { binder in
                    binder.text(head.delivery.id)
                    binder.int(Int64(ahead))
                },
                read: { try? completed(DueDelivery(row: &$0)) }
            )
            // Behind one that cannot be read nothing may overtake it.
            let readable = next.prefix { $0 != nil }.compactMap(\.self)
            followed.append(head.followed(by: readable))
        }
        return followed
    }

    /// The delivery with its event's message, which may be that of a send with a row of its own.
    private func completed(_ due: DueDelivery) throws(StoreError) -> DueDelivery {
        guard due.message == nil, let id = due.event.payload.message,
            let message = try sends.message(id, of: due.event.instance)
        else { return due }
        return DueDelivery(
            delivery: due.delivery,
            lane: due.lane,
            event: due.event,
            message: message
        )
    }

    func nextDue(_ query: DueQuery) throws(StoreError) -> Timestamp? {
        try nextDue.first(bind: { query.bindExclusions(&$0) }, read: { $0.time() })
    }

    func delivery(_ id: String) throws(StoreError) -> Delivery? {
        try byID.first(bind: { $0.text(id) }, read: Delivery.init(row:))
    }

    func deliveries(_ filter: DeliveryFilter, limit: Int) throws(StoreError) -> [Delivery] {
        var deliveries: [Delivery] = []
        let limit = min(max(limit, 0), Self.listLimit)
        for number in try selection.numbers(filter, limit: limit) {
            let delivery = try byNumber.first(bind: { $0.int(number) }, read: Delivery.init(row:))
            // Nil when it was removed since it was found.
            if let delivery { deliveries.append(delivery) }
        }
        return deliveries
    }

    func counts() throws(StoreError) -> DeliveryCounts {
        var counts = DeliveryCounts()
        counts.open = try count(openCount)
        counts.dead = try count(deadCount)
        return counts
    }

    private func count(_ statement: borrowing Statement) throws(StoreError) -> Int {
        Int(clamping: try statement.first(bind: { _ in }, read: { $0.int() }) ?? 0)
    }
}

extension DueQuery {
    fileprivate func bindExclusions(_ binder: inout Binder) {
        binder.json(JSONValue(list: Array(resting)))
        binder.json(JSONValue(list: Array(inFlight)))
    }
}
