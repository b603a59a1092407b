internal import Canonical
internal import Engine

/// The statements that remove old events of sends and of their progress.
///
/// A send's event is a number in its row: it is gone once its instance's greatest removed number is
/// not below it. Progress is removed, and leaves its status with the send.
final class SendRetention {
    /// An event as it is looked at.
    private struct OldEvent {
        let send: Int64
        let sequence: Int64
        let instance: Int64
        let at: Timestamp
        let status: Int64

        init(row: inout Row) {
            send = row.int()
            sequence = row.int()
            instance = row.int()
            at = row.time()
            status = row.int()
        }
    }

    private let firstShown: Statement
    private let sends: Statement
    private let progress: Statement
    private let statusKept: Statement
    private let progressRemoved: Statement
    /// The last send whose event was judged to be old, nil as long as none was.
    private var lastSend: Int64?
    /// The last progress that was looked at.
    private var lastProgress: (send: Int64, event: Int64) = (0, 0)

    init(_ connection: borrowing Connection) throws(StoreError) {
        firstShown = try Statement(
            connection,
            """
            SELECT min((
                SELECT s.number FROM sends s
                WHERE s.instance = n.number AND s.event > n.removed_events
                ORDER BY s.event LIMIT 1
            )) FROM instance_numbers n
            """
        )
        sends = try Statement(
            connection,
            """
            SELECT s.number, s.event, s.instance, s.sent_at, s.status FROM sends s
            WHERE s.number > ?1 ORDER BY s.number LIMIT ?2
            """
        )
        progress = try Statement(
            connection,
            """
            SELECT p.send, p.event, p.instance, p.at, p.status FROM progress p
            WHERE (p.send, p.event) > (?1, ?2) ORDER BY p.send, p.event LIMIT ?3
            """
        )
        statusKept = try Statement(
            connection,
            "UPDATE sends SET status = ?2 WHERE number = ?1 AND status < ?2"
        )
        progressRemoved = try Statement(
            connection,
            "DELETE FROM progress WHERE send = ?1 AND event = ?2"
        )
    }

    /// Does one pass, and gives the greatest number that it removed of each instance.
    func pass(before moment: Timestamp, _ limit: Int) throws(StoreError) -> [Int64: Int64] {
        var removed = try passSends(before: moment, limit)
        for event in try passProgress(before: moment, limit) {
            removed[event.instance] = max(removed[event.instance] ?? 0, event.sequence)
        }
        return removed
    }

    /// Numbers rise with time, so that the first young send ends the pass.
    private func passSends(
        before moment: Timestamp,
        _ limit: Int
    ) throws(StoreError) -> [Int64: Int64] {
        let start: Int64
        if let lastSend { start = lastSend } else { start = try firstShownNumber() - 1 }
        let events = try sends.all(
            bind: { binder in
                binder.int(start)
                binder.int(Int64(limit))
            },
            read: { OldEvent(row: &$0) }
        )
        let old = events.prefix { $0.at < moment }
        guard let last = old.last else { return [:] }
        lastSend = last.send
        return Dictionary(old.map { ($0.instance, $0.sequence) }, uniquingKeysWith: max)
    }

    private func firstShownNumber() throws(StoreError) -> Int64 {
        try firstShown.first(bind: { _ in }, read: { $0.optionalInt() ?? 1 }) ?? 1
    }

    /// Late signs of old messages lie among older ones, so a pass steps over what is young; one that
    /// comes to the end has the next one begin again.
    private func passProgress(
        before moment: Timestamp,
        _ limit: Int
    ) throws(StoreError) -> [OldEvent] {
        let place = lastProgress
        let events = try progress.all(
            bind: { binder in
                binder.int(place.send)
                binder.int(place.event)
                binder.int(Int64(limit))
            },
            read: { OldEvent(row: &$0) }
        )
        let old = events.filter { $0.at < moment }
        for event in old { try remove(event) }
        let isOver = events.count < limit || old.isEmpty
        lastProgress = isOver ? (0, 0) : events.last.map { ($0.send, $0.sequence) } ?? (0, 0)
        return old
    }

    private func remove(_ progress: OldEvent) throws(StoreError) {
        try statusKept.run { binder in
            binder.int(progress.send)
            binder.int(progress.status)
        }
        try progressRemoved.run { binder in
            binder.int(progress.send)
            binder.int(progress.sequence)
        }
    }

    /// Forgets how far it came, when a transaction is rolled back.
    func forget() {
        lastSend = nil
        lastProgress = (0, 0)
    }
}
