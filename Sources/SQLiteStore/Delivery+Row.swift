internal import Canonical
internal import Engine

extension Delivery {
    /// The columns that ``init(row:)`` reads, of the deliveries `d` and of ``sources``.
    static let columns = """
        d.id, w.id, w.dialect, w.tenant, n.id,
        json_extract(i.names, '$."' || w.dialect || '"'), d.event_id, d.sequence, d.kind, d.name,
        d.state, d.attempts, d.due_at, d.last_status, d.last_error, d.body, d.created_at,
        d.updated_at, d.delivered_at
        """

    /// The endpoints `w`, numbers `n` and instances `i` that belong to the deliveries `d`.
    static let sources = """
        JOIN endpoints w ON w.number = d.endpoint
        JOIN instance_numbers n ON n.number = d.instance
        LEFT JOIN instances i ON i.number = d.instance
        """

    init(row: inout Row) throws(StoreError) {
        let id = row.text()
        let endpoint = row.text()
        let dialect = DialectID(row.text())
        let tenant = TenantID(row.text())
        let instance = InstanceID(row.text())
        let instanceName = row.optionalText()
        self.init(
            id: id,
            endpoint: endpoint,
            dialect: dialect,
            tenant: tenant,
            instance: instance,
            instanceName: instanceName,
            eventID: row.text(),
            sequence: row.int(),
            kind: row.text(),
            name: row.optionalText(),
            state: try State(storedCode: row.int()),
            attempts: Int(clamping: row.int()),
            dueAt: row.optionalTime(),
            lastStatus: row.optionalInt().map { Int(clamping: $0) },
            lastError: row.optionalText(),
            body: row.optionalBytes(),
            createdAt: row.time(),
            updatedAt: row.time(),
            deliveredAt: row.optionalTime()
        )
    }
}

extension DueDelivery {
    /// The columns that ``init(row:)`` reads: the delivery's, its lane, its event's, and its
    /// message's behind whether there is one.
    static let columns = """
        \(Delivery.columns), d.lane, \(Event.columns), m.number IS NOT NULL, \(Message.columns)
        """

    init(row: inout Row) throws(StoreError) {
        self.init(
            delivery: try Delivery(row: &row),
            lane: row.text(),
            event: try Event(row: &row),
            message: row.bool() ? try Message(row: &row) : nil
        )
    }
}
