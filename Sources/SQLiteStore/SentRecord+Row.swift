internal import Canonical
internal import CanonicalJSON
internal import Engine

extension SentRecord {
    /// What leads from an instance's events to its sends.
    ///
    /// These are the numbers' table `n`, the runs `r` and the sends `s`, to be narrowed by `r.event` and
    /// `s.event`; in the order of ``order`` no more is sorted than the rows of a run.
    static let path = """
        instance_numbers n CROSS JOIN runs r ON r.instance = n.number AND r.command IS NOT NULL
        CROSS JOIN sends s ON s.number BETWEEN r.first AND r.last AND s.instance = r.instance
        """

    /// The order of events on ``path``.
    static let order = "r.event, s.number"

    /// The same order from the last event on.
    static let orderFromLast = "r.event DESC, s.number DESC"

    /// What ``columns`` are of: ``path``, the origins `o` and the instances `i`.
    static let tables = "\(path) \(owners)"

    /// The same for those who begin with the sends.
    static let tablesBySend = "sends s \(numbers) \(owners)"

    /// The same for those who look for what a later request may name.
    static let tablesByReference = "sends s INDEXED BY sends_references \(numbers) \(owners)"

    private static let numbers = "JOIN instance_numbers n ON n.number = s.instance"

    private static let owners = """
        JOIN origins o ON o.number = s.origin LEFT JOIN instances i ON i.number = s.instance
        """

    /// The id of the message.
    static let messageID = "printf('3EB0%016X%02X', s.number, s.tail)"

    /// The message's status as it stands now.
    static let status = """
        max(s.status, ifnull((SELECT p.status FROM receipts p WHERE p.send = s.number), 0),
            ifnull((SELECT max(p.status) FROM progress p WHERE p.send = s.number), 0))
        """

    /// The columns that ``init(row:)`` reads.
    static let columns = """
        n.id, i.tenant, s.number, s.tail, s.event, s.command, o.sender, o.sender_name, o.dialect,
        o.upstream, s.sent_at, s.chat, s.content, s.request_id, s.revoked_at, \(status),
        s.reference, s.extras
        """

    convenience init(row: inout Row) throws(StoreError) {
        let instance = InstanceID(row.text())
        let tenant = TenantID(row.text())
        let number = SendNumber(value: row.int(), tail: row.int())
        let eventSequence = row.int()
        let commandSequence = row.int()
        let sender = try Address(stored: row.text())
        let senderName = row.text()
        let dialect = DialectID(row.text())
        let upstream = UpstreamID(row.text())
        let sentAt = row.time()
        let chat = try Address(stored: row.text())
        let content: Content = try row.value()
        let requestID = row.text()
        let revokedAt = row.optionalTime()
        let status = try MessageStatus(storedCode: row.int())
        let details = try SentDetails(row: &row)
        self.init(
            message: Message(
                id: number.messageID,
                chat: chat,
                sender: sender,
                senderName: senderName,
                isFromMe: true,
                isFromAPI: true,
                sentAt: sentAt,
                content: content,
                quoted: details.quoted,
                isForwarded: details.isForwarded,
                status: status,
                revokedAt: revokedAt,
                clientReference: details.clientReference,
                clientSource: details.clientSource
            ),
            tenant: tenant,
            instance: instance,
            eventSequence: eventSequence,
            commandSequence: commandSequence,
            dialect: dialect,
            upstream: upstream,
            requestID: requestID,
            idempotencyKey: details.idempotencyKey,
            fingerprint: details.fingerprint
        )
    }
}

/// A send that waits for being inserted.
struct SentRow: InsertableRow {
    let sent: SentRecord
    let number: SendNumber
    let origin: Int64

    static let insertion = Insertion(
        into: "sends",
        columns: """
            number, tail, instance, origin, event, command, status, sent_at, chat, content,
            request_id, reference, extras
            """
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        let message = sent.message
        binder.int(self.number.value)
        binder.int(self.number.tail)
        binder.int(number)
        binder.int(origin)
        binder.int(sent.eventSequence)
        binder.int(sent.commandSequence)
        binder.int(message.status.storedCode)
        binder.time(message.sentAt)
        binder.jid(message.chat)
        binder.json(serialized: message.content.serialized)
        binder.text(sent.requestID)
        binder.json(SentDetails.reference(of: sent))
        binder.json(SentDetails.extras(of: message))
    }
}
