internal import Canonical
internal import CanonicalJSON
internal import Engine

extension SentRecord {
    /// What ``columns`` are of: the sends `s`, the numbers' table `n` and the instances `i`.
    static let tables = """
        instance_numbers n CROSS JOIN sends s ON s.instance = n.number
        LEFT JOIN instances i ON i.number = n.number
        """

    /// The same for those who begin with the sends.
    static let tablesBySend = """
        sends s JOIN instance_numbers n ON n.number = s.instance
        LEFT JOIN instances i ON i.number = s.instance
        """

    /// The columns that ``init(row:)`` reads; the message is as it stands now.
    static let columns = """
        n.id, i.tenant, s.event, s.command, s.dialect, s.upstream, s.request_id,
        s.idempotency_key, s.fingerprint, s.id, s.chat, s.sender, s.sender_name, 1, 1, s.sent_at,
        s.content, s.quoted, s.is_forwarded,
        max(s.status, ifnull((SELECT max(p.status) FROM progress p WHERE p.send = s.number), 0)),
        s.revoked_at, s.client_reference, s.client_source
        """

    convenience init(row: inout Row) throws(StoreError) {
        let instance = InstanceID(row.text())
        let tenant = TenantID(row.text())
        let eventSequence = row.int()
        let commandSequence = row.int()
        let dialect = DialectID(row.text())
        let upstream = UpstreamID(row.text())
        let requestID = row.text()
        let idempotencyKey = row.optionalText()
        let fingerprint = row.optionalInt().map { UInt64(bitPattern: $0) }
        self.init(
            message: try Message(row: &row),
            tenant: tenant,
            instance: instance,
            eventSequence: eventSequence,
            commandSequence: commandSequence,
            dialect: dialect,
            upstream: upstream,
            requestID: requestID,
            idempotencyKey: idempotencyKey,
            fingerprint: fingerprint
        )
    }
}

/// A send that waits for being inserted.
struct SentRow: InsertableRow {
    let sent: SentRecord
    let number: SendNumber

    static let insertion = Insertion(
        into: "sends",
        columns: """
            number, instance, event, command, id, chat, sender, sender_name, sent_at, content,
            quoted, is_forwarded, status, client_reference, client_source, dialect, upstream,
            request_id, idempotency_key, fingerprint
            """
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        let message = sent.message
        binder.int(self.number.value)
        binder.int(number)
        binder.int(sent.eventSequence)
        binder.int(sent.commandSequence)
        binder.text(message.id.text)
        binder.jid(message.chat)
        binder.jid(message.sender)
        binder.text(message.senderName)
        binder.time(message.sentAt)
        binder.json(serialized: message.content.serialized)
        binder.json(message.quoted?.json)
        binder.bool(message.isForwarded)
        binder.int(message.status.storedCode)
        binder.text(message.clientReference)
        binder.text(message.clientSource)
        binder.text(sent.dialect.text)
        binder.text(sent.upstream.text)
        binder.text(sent.requestID)
        binder.text(sent.idempotencyKey)
        binder.int(sent.fingerprint.map { Int64(bitPattern: $0) })
    }
}
