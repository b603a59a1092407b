internal import Canonical
internal import Engine

/// The statements that queue deliveries and note what became of them.
///
/// They keep the lanes: a chat with anything open has one row, which names the first of it.
final class DeliveryStatements {
    /// A delivery's place.
    private struct Place {
        let number: Int64
        let endpoint: Int64
        let lane: String

        init(row: inout Row) {
            number = row.int()
            endpoint = row.int()
            lane = row.text()
        }
    }

    private let numbers: InstanceNumbers
    private let insertion: Statement
    private let laneOpened: Statement
    private let result: Statement
    private let nextOpen: Statement
    private let laneMoved: Statement
    private let laneDelayed: Statement
    private let laneClosed: Statement

    init(
        _ connection: Connection,
        numbers: InstanceNumbers
    ) throws(StoreError) {
        self.numbers = numbers
        insertion = try Statement(connection, OutboxEntry.insertion)
        laneOpened = try Statement(
            connection,
            "INSERT OR IGNORE INTO lanes (endpoint, lane, head, due_at) VALUES (?1, ?2, ?3, ?4)"
        )
        result = try Statement(connection, DeliveryResult.update)
        nextOpen = try Statement(
            connection,
            """
            SELECT d.number, d.due_at FROM deliveries d INDEXED BY deliveries_open
            WHERE d.endpoint = ?1 AND d.lane = ?2 AND d.state < 4
            ORDER BY d.turn, d.number LIMIT 1
            """
        )
        laneMoved = try Statement(
            connection,
            "UPDATE lanes SET head = ?3, due_at = ?4 WHERE endpoint = ?1 AND lane = ?2"
        )
        laneDelayed = try Statement(
            connection,
            """
            UPDATE lanes SET due_at = ?4
            WHERE endpoint = ?1 AND lane = ?2 AND head = ?3
            """
        )
        laneClosed = try Statement(
            connection,
            "DELETE FROM lanes WHERE endpoint = ?1 AND lane = ?2"
        )
    }

    /// Queues a delivery behind what is open in its lane.
    ///
    /// Throws when its endpoint or its event was never there: nothing may be promised that cannot
    /// be kept. A delivery to an endpoint that was removed is given up at once.
    func queue(_ entry: OutboxEntry) throws(StoreError) {
        let instance = try numbers.number(of: entry.instance)
        let queued = try insertion.first(
            bind: { entry.bind(&$0, instance: instance) },
            read: { row in (isOpen: row.bool(), place: Place(row: &row)) }
        )
        guard let queued else {
            throw StoreError(.database, "a delivery's endpoint or event is not there")
        }
        guard queued.isOpen else { return }
        try run(laneOpened, queued.place, due: entry.at)
    }

    /// Notes how an attempt ended; nothing happens when the delivery is over already.
    func note(_ result: DeliveryResult) throws(StoreError) {
        let place = try self.result.first(bind: result.bind, read: Place.init(row:))
        guard let place else { return }
        if case .again(let moment) = result.next {
            try run(laneDelayed, place, due: moment)
        } else {
            try advance(place)
        }
    }

    /// Makes the next open delivery of the lane its head; a lane without one goes.
    private func advance(_ place: Place) throws(StoreError) {
        let next = try nextOpen.first(
            bind: { binder in
                binder.int(place.endpoint)
                binder.text(place.lane)
            },
            read: { row in (number: row.int(), due: row.int()) }
        )
        guard let next else {
            try laneClosed.run { binder in
                binder.int(place.endpoint)
                binder.text(place.lane)
            }
            return
        }
        try laneMoved.run { binder in
            binder.int(place.endpoint)
            binder.text(place.lane)
            binder.int(next.number)
            binder.int(next.due)
        }
    }

    private func run(
        _ statement: borrowing Statement,
        _ place: Place,
        due: Timestamp
    ) throws(StoreError) {
        try statement.run { binder in
            binder.int(place.endpoint)
            binder.text(place.lane)
            binder.int(place.number)
            binder.time(due)
        }
    }
}

extension OutboxEntry {
    /// Gives whether it is open, its number, its endpoint's, and its lane.
    fileprivate static let insertion = """
        INSERT INTO deliveries (
            turn, id, endpoint, lane, instance, sequence, event_id, kind, name, state, attempts,
            due_at, last_error, created_at, updated_at
        )
        SELECT (SELECT ifnull(max(number), 0) + 1 FROM deliveries), ?1, w.number, ?3, ?4, ?5, e.id,
            e.kind, ?6, iif(w.removed_at IS NULL, 0, 4), 0, iif(w.removed_at IS NULL, ?7, NULL),
            iif(w.removed_at IS NULL, NULL, '\(endpointRemoved)'), ?7, ?7
        FROM endpoints w CROSS JOIN events e
        WHERE w.id = ?2 AND e.instance = ?4 AND e.sequence = ?5
        RETURNING state < 4, number, endpoint, lane
        """

    fileprivate func bind(_ binder: inout Binder, instance number: Int64) {
        binder.text(id)
        binder.text(endpoint)
        binder.text(lane)
        binder.int(number)
        binder.int(sequence)
        binder.text(name)
        binder.time(at)
    }
}

extension DeliveryResult {
    /// Gives the number of what was open, its endpoint's, and its lane.
    ///
    /// What does not count as an attempt keeps what it has nothing new for.
    fileprivate static let update = """
        UPDATE deliveries AS d SET
            state = ifnull(?2, d.state), due_at = ?3, attempts = d.attempts + ?4,
            updated_at = ?5, delivered_at = ?6,
            last_status = iif(?4, ?7, ifnull(?7, d.last_status)),
            last_error = iif(?4, ?8, ifnull(?8, d.last_error)),
            name = ifnull(?9, d.name), body = ifnull(?10, d.body)
        WHERE d.id = ?1 AND d.state < 4
        RETURNING number, endpoint, lane
        """

    fileprivate func bind(_ binder: inout Binder) {
        binder.text(id)
        binder.int(state?.storedCode)
        if case .again(let moment) = next { binder.time(moment) } else { binder.null() }
        binder.bool(counts)
        binder.time(at)
        binder.time(next == .succeeded ? at : nil)
        binder.int(status.map(Int64.init))
        binder.text(error)
        binder.text(name)
        binder.blob(body)
    }

    /// The state it comes to, nil to leave it as it is.
    private var state: Delivery.State? {
        switch next {
        case .succeeded: .succeeded
        case .skipped: .skipped
        case .dead: .dead
        case .again: counts ? .retrying : nil
        }
    }
}
