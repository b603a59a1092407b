internal import Canonical
internal import Engine
internal import Wire

extension CommandRecord: InsertableRow {
    /// The columns that ``init(row:)`` reads, of the journal `c` and the number's table `n`.
    static let columns = """
        n.id, c.sequence, c.id, c.tenant, c.name, c.dialect, c.upstream, c.request_id,
        c.received_at, c.client_reference, c.idempotency_key, c.fingerprint, c.outcome, c.failure,
        c.message, c.losses
        """

    static let insertion = Insertion(
        into: "commands",
        columns: """
            instance, sequence, id, tenant, name, dialect, upstream, request_id, received_at,
            client_reference, idempotency_key, fingerprint, outcome, failure, message, losses
            """,
        orReplacing: "instance, sequence"
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        binder.int(number)
        binder.int(sequence)
        binder.text(id.text)
        binder.text(tenant.text)
        binder.text(name)
        binder.text(dialect.text)
        binder.text(upstream.text)
        binder.text(requestID)
        binder.time(receivedAt)
        binder.text(clientReference)
        binder.text(idempotencyKey)
        binder.int(fingerprint.map { Int64(bitPattern: $0) })
        binder.int(outcome.storedCode)
        binder.text(outcome.storedFailure)
        binder.text(message?.text)
        binder.json(losses.isEmpty ? JSONValue?.none : .array(losses.map(JSONValue.string)))
    }

    init(row: inout Row) throws(StoreError) {
        let instance = InstanceID(row.text())
        self.init(
            sequence: row.int(),
            id: CommandID(row.text()),
            tenant: TenantID(row.text()),
            instance: instance,
            name: row.text(),
            dialect: DialectID(row.text()),
            upstream: UpstreamID(row.text()),
            requestID: row.text(),
            receivedAt: row.time(),
            clientReference: row.optionalText(),
            idempotencyKey: row.optionalText(),
            fingerprint: row.optionalInt().map { UInt64(bitPattern: $0) },
            outcome: try Outcome(storedCode: row.int(), failure: row.optionalText()),
            message: row.optionalText().map { MessageID($0) },
            losses: (try row.optionalJSON()?.array ?? []).compactMap(\.string)
        )
    }
}
