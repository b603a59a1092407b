internal import Canonical
internal import Engine

/// The statements that remove old events of sends and of their progress.
///
/// A send's event is a number in its row: it is gone once its instance's greatest removed number is
/// not below it. Progress is removed, and leaves its status with the send.
final class SendRetention {
    private let firstShown: Statement
    private let sends: Statement
    private let statusKept: Statement
    private let runRemoved: Statement
    private let progress: OldSigns
    private let firstSigns: OldSigns
    /// The last send whose event was judged to be old, nil as long as none was.
    private var lastSend: Int64?

    init(_ connection: Connection) throws(StoreError) {
        firstShown = try Statement(connection, Self.firstShown)
        sends = try Statement(connection, Self.sends)
        statusKept = try Statement(connection, Self.statusKept)
        runRemoved = try Statement(connection, Self.runRemoved)
        progress = try OldSigns(
            connection,
            pages: Self.progressPages,
            removal: Self.progressRemoval
        )
        firstSigns = try OldSigns(
            connection,
            pages: Self.firstSignsPages,
            removal: Self.firstSignsRemoval
        )
    }

    /// Does one pass, and gives the greatest number that it removed of each instance.
    func pass(before moment: Timestamp, _ limit: Int) throws(StoreError) -> [Int64: Int64] {
        var removed = try passSends(before: moment, limit)
        let first = try firstSigns.pass(before: moment, limit)
        for event in try first + progress.pass(before: moment, limit) {
            removed[event.instance] = max(removed[event.instance] ?? 0, event.sequence)
            try statusKept.run { binder in
                binder.int(event.send)
                binder.int(event.status)
            }
        }
        for event in first {
            try runRemoved.run { binder in
                binder.int(event.instance)
                binder.int(event.sequence)
            }
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

    /// Forgets how far it came, when a transaction is rolled back.
    func forget() {
        lastSend = nil
        progress.forget()
        firstSigns.forget()
    }
}

extension SendRetention {
    private static let firstShown = """
        SELECT min((
            SELECT s.number FROM runs r CROSS JOIN sends s
                ON s.number BETWEEN r.first AND r.last AND s.instance = r.instance
            WHERE r.instance = n.number AND r.command IS NOT NULL
                AND r.event > n.removed_events AND s.event > n.removed_events
            ORDER BY \(SentRecord.order) LIMIT 1
        )) FROM instance_numbers n
        """

    private static let sends = """
        SELECT s.number, s.event, s.instance, s.sent_at, s.status FROM sends s
        WHERE s.number > ?1 ORDER BY s.number LIMIT ?2
        """

    private static let statusKept = "UPDATE sends SET status = ?2 WHERE number = ?1 AND status < ?2"

    private static let runRemoved = """
        DELETE FROM runs WHERE instance = ?1 AND event = (
            SELECT r.event FROM runs r
            WHERE r.instance = ?1 AND r.event >= ?2 AND r.command IS NULL
            ORDER BY r.event LIMIT 1
        ) AND NOT EXISTS (
            SELECT 1 FROM receipts p JOIN sends s ON s.number = p.send
            WHERE p.send BETWEEN runs.first AND runs.last AND s.instance = runs.instance
        )
        """

    private static let progressPages = """
        SELECT p.send, p.event, p.instance, p.at, p.status FROM progress p
        WHERE (p.send, p.event) > (?1, ?2) ORDER BY p.send, p.event LIMIT ?3
        """

    private static let progressRemoval = "DELETE FROM progress WHERE send = ?1 AND event = ?2"

    private static let firstSignsPages = """
        SELECT p.send, p.event, s.instance, p.at, p.status FROM receipts p
        JOIN sends s ON s.number = p.send
        WHERE (p.send, p.event) > (?1, ?2) ORDER BY p.send LIMIT ?3
        """

    private static let firstSignsRemoval = "DELETE FROM receipts WHERE send = ?1 AND event = ?2"
}

/// An event of a send, or of its progress, as it is looked at.
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

/// Removes old signs of progress from one of their tables.
private final class OldSigns {
    private let pages: Statement
    private let removal: Statement
    /// The last one that was looked at.
    private var last: (send: Int64, event: Int64) = (0, 0)

    /// Takes a query for so many rows after a send and an event, and what removes one of them.
    init(
        _ connection: Connection,
        pages: String,
        removal: String
    ) throws(StoreError) {
        self.pages = try Statement(connection, pages)
        self.removal = try Statement(connection, removal)
    }

    /// Does one pass, and gives what it removed.
    ///
    /// Late signs of old messages lie among older ones, so a pass steps over what is young; one that
    /// comes to the end has the next one begin again.
    func pass(before moment: Timestamp, _ limit: Int) throws(StoreError) -> [OldEvent] {
        let place = last
        let events = try pages.all(
            bind: { binder in
                binder.int(place.send)
                binder.int(place.event)
                binder.int(Int64(limit))
            },
            read: { OldEvent(row: &$0) }
        )
        let old = events.filter { $0.at < moment }
        for event in old {
            try removal.run { binder in
                binder.int(event.send)
                binder.int(event.sequence)
            }
        }
        let isOver = events.count < limit || old.isEmpty
        last = isOver ? (0, 0) : events.last.map { ($0.send, $0.sequence) } ?? (0, 0)
        return old
    }

    /// Forgets how far it came.
    func forget() { last = (0, 0) }
}
