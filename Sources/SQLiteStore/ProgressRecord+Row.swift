internal import Canonical
internal import Engine

extension ProgressRecord {
    /// What ``columns`` are of: the numbers' table `n`, the progress `p` and its sends `s`.
    static let tables = """
        instance_numbers n CROSS JOIN progress p ON p.instance = n.number
        JOIN sends s ON s.number = p.send
        """

    /// The same of the first signs, which runs `r` lead to.
    static let firstTables = """
        instance_numbers n CROSS JOIN runs r ON r.instance = n.number AND r.command IS NULL
        CROSS JOIN receipts p ON p.send BETWEEN r.first AND r.last
        CROSS JOIN sends s ON s.number = p.send AND s.instance = r.instance
        """

    /// The order of events in ``firstTables``.
    static let firstOrder = "r.event, p.send"

    /// The columns that ``init(row:)`` reads.
    static let columns = "s.number, s.tail, n.id, p.event, p.at, p.status, p.chat, p.participant"

    convenience init(row: inout Row) throws(StoreError) {
        self.init(
            message: SendNumber(value: row.int(), tail: row.int()).messageID,
            instance: InstanceID(row.text()),
            sequence: row.int(),
            at: row.time(),
            status: try MessageStatus(storedCode: row.int()),
            chat: try row.optionalText().map(Address.init(stored:)),
            participant: try row.optionalText().map(Address.init(stored:))
        )
    }
}

/// A sign of progress that waits for being inserted beside others of its send.
struct ProgressRow: InsertableRow {
    let progress: ProgressRecord
    let send: SendNumber

    static let insertion = Insertion(
        into: "progress",
        columns: "send, event, instance, status, at, chat, participant"
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        binder.int(send.value)
        binder.int(progress.sequence)
        binder.int(number)
        binder.int(progress.status.storedCode)
        binder.time(progress.at)
        binder.jid(progress.chat)
        binder.jid(progress.participant)
    }
}

/// The first sign of a send's progress, that waits for being appended.
struct ReceiptRow: InsertableRow {
    let progress: ProgressRecord
    let send: SendNumber

    static let insertion = Insertion(
        into: "receipts",
        columns: "send, event, status, at, chat, participant"
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        binder.int(send.value)
        binder.int(progress.sequence)
        binder.int(progress.status.storedCode)
        binder.time(progress.at)
        binder.jid(progress.chat)
        binder.jid(progress.participant)
    }
}
