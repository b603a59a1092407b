internal import Canonical
internal import Engine

/// The statements that make deliveries due again.
final class ReplayStatements {
    private let selection: DeliverySelection
    private let replay: Statement
    private let lane: Statement

    init(_ connection: Connection) throws(StoreError) {
        selection = try DeliverySelection(connection, for: .replay)
        // What is over gets a turn behind everything that is open; what was replayed together has
        // the same turn and goes by its number. What is open keeps its turn.
        replay = try Statement(
            connection,
            """
            UPDATE deliveries AS d SET
                turn = iif(
                    d.state < 4, d.turn, (SELECT ifnull(max(number), 0) + 1 FROM deliveries)
                ),
                state = 0, attempts = 0, due_at = ?2, updated_at = ?2, delivered_at = NULL,
                last_status = NULL, last_error = NULL
            WHERE d.number = ?1 RETURNING endpoint, lane
            """
        )
        lane = try Statement(
            connection,
            """
            INSERT INTO lanes (endpoint, lane, head, due_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (endpoint, lane) DO UPDATE SET due_at = excluded.due_at
            WHERE head = excluded.head
            """
        )
    }

    /// Makes a page of what the filter means due at that moment; see ``Engine/ReplayPage``.
    func replay(
        _ filter: DeliveryFilter,
        after place: Int64,
        at moment: Timestamp
    ) throws(StoreError) {
        for number in try selection.numbers(filter, after: place, limit: ReplayPage.limit) {
            try replay(number, at: moment)
        }
    }

    private func replay(_ number: Int64, at moment: Timestamp) throws(StoreError) {
        let place = try replay.first(
            bind: { binder in
                binder.int(number)
                binder.time(moment)
            },
            read: { row in (endpoint: row.int(), lane: row.text()) }
        )
        guard let place else { return }
        try lane.run { binder in
            binder.int(place.endpoint)
            binder.text(place.lane)
            binder.int(number)
            binder.time(moment)
        }
    }
}
