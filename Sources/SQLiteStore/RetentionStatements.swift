internal import Canonical
internal import Engine

/// The statements that remove what is old, a bounded number of rows at a time.
final class RetentionStatements {
    /// An event as it is looked at.
    private struct OldEvent {
        let row: Int64
        let instance: Int64
        let sequence: Int64
        let at: Timestamp
        let isNeeded: Bool

        init(row: inout Row) {
            self.row = row.int()
            instance = row.int()
            sequence = row.int()
            at = row.time()
            isNeeded = row.bool()
        }
    }

    private let oldEvents: Statement
    private let eventRemoved: Statement
    private let numberKept: Statement
    private let bodiesRemoved: Statement
    private let deliveriesRemoved: Statement
    private let endpointsRemoved: Statement
    private let keysRemoved: Statement
    private let sends: SendRetention
    private let upstreams: UpstreamRetention
    /// The last event that was looked at; a pass goes on after it, and the one that comes to young
    /// events has the next one begin again with those that were needed.
    private var lastSeen: Int64 = 0

    init(_ connection: Connection) throws(StoreError) {
        oldEvents = try Statement(
            connection,
            """
            SELECT e.rowid, e.instance, e.sequence, e.at, EXISTS (
                SELECT 1 FROM deliveries d INDEXED BY deliveries_needed
                WHERE d.instance = e.instance AND d.sequence = e.sequence AND d.state < 6
            ) FROM events e WHERE e.rowid > ?1 ORDER BY e.rowid LIMIT ?2
            """
        )
        eventRemoved = try Statement(connection, "DELETE FROM events WHERE rowid = ?1")
        numberKept = try Statement(
            connection,
            """
            UPDATE instance_numbers SET removed_events = ?2
            WHERE number = ?1 AND removed_events < ?2
            """
        )
        bodiesRemoved = try Statement(
            connection,
            """
            UPDATE deliveries SET body = NULL WHERE number IN (
                SELECT d.number FROM deliveries d INDEXED BY deliveries_over
                WHERE d.state >= 4 AND d.state = ?1 AND (d.body IS NULL) = 0
                    AND d.updated_at < ?2
                ORDER BY d.updated_at LIMIT ?3
            )
            """
        )
        deliveriesRemoved = try Statement(
            connection,
            """
            DELETE FROM deliveries WHERE number IN (
                SELECT d.number FROM deliveries d INDEXED BY deliveries_over
                WHERE d.state >= 4 AND d.state = ?1 AND (d.body IS NULL) IN (0, 1)
                    AND d.updated_at < ?2
                LIMIT ?3
            )
            """
        )
        endpointsRemoved = try Statement(
            connection,
            """
            DELETE FROM endpoints WHERE number IN (
                SELECT w.number FROM endpoints w INDEXED BY endpoints_removed
                WHERE w.removed_at < ?1 AND NOT EXISTS (
                    SELECT 1 FROM deliveries d INDEXED BY deliveries_endpoint
                    WHERE d.endpoint = w.number
                ) LIMIT ?2
            )
            """
        )
        keysRemoved = try Statement(
            connection,
            """
            DELETE FROM api_keys WHERE id IN (
                SELECT k.id FROM api_keys k INDEXED BY api_keys_revoked
                WHERE k.revoked_at < ?1 ORDER BY k.revoked_at LIMIT ?2
            )
            """
        )
        sends = try SendRetention(connection)
        upstreams = try UpstreamRetention(connection)
    }

    /// Does one pass.
    ///
    /// Events are looked at in the order they came, so one that was dated later than it came holds
    /// back those behind it; nothing is removed too early.
    func pass(_ retention: Retention) throws(StoreError) {
        let limit = max(retention.limit, 0)
        for state in [Delivery.State.succeeded, .skipped] {
            try run(deliveriesRemoved, state, retention.deliveriesBefore, limit)
            try run(bodiesRemoved, state, retention.succeededBodiesBefore, limit)
        }
        try run(deliveriesRemoved, .dead, retention.deliveriesBefore, limit)
        try run(bodiesRemoved, .dead, retention.otherBodiesBefore, limit)
        try remove(endpointsRemoved, before: retention.deliveriesBefore, limit)
        try remove(keysRemoved, before: retention.deliveriesBefore, limit)
        try removeEvents(before: retention.eventsBefore, limit)
        try upstreams.pass(retention)
    }

    /// Forgets how far passes came, when a transaction is rolled back.
    func forget() { sends.forget() }

    private func run(
        _ statement: borrowing Statement,
        _ state: Delivery.State,
        _ moment: Timestamp,
        _ limit: Int
    ) throws(StoreError) {
        try statement.run { binder in
            binder.int(state.storedCode)
            binder.time(moment)
            binder.int(Int64(limit))
        }
    }

    private func remove(
        _ statement: borrowing Statement,
        before moment: Timestamp,
        _ limit: Int
    ) throws(StoreError) {
        try statement.run { binder in
            binder.time(moment)
            binder.int(Int64(limit))
        }
    }

    private func removeEvents(before moment: Timestamp, _ limit: Int) throws(StoreError) {
        let events = try oldEvents.all(
            bind: { binder in
                binder.int(lastSeen)
                binder.int(Int64(limit))
            },
            read: { OldEvent(row: &$0) }
        )
        let old = events.prefix { $0.at < moment }
        var removed = try sends.pass(before: moment, limit)
        for event in old where !event.isNeeded {
            try eventRemoved.run { $0.int(event.row) }
            removed[event.instance] = max(removed[event.instance] ?? 0, event.sequence)
        }
        for (instance, sequence) in removed {
            try numberKept.run { binder in
                binder.int(instance)
                binder.int(sequence)
            }
        }
        lastSeen = old.count < limit ? 0 : old.last?.row ?? 0
    }
}
