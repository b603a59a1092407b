internal import Canonical
internal import Engine

/// Reads everything that the engine keeps in memory.
struct StateLoader {
    private static let dayMilliseconds: Int64 = 86_400_000

    private let connection: Connection
    let sealer: any Sealer
    private let now: Timestamp

    init(path: String, sealer: any Sealer, now: Timestamp) throws(StoreError) {
        connection = try Connection.open(path, for: .reading)
        self.sealer = sealer
        self.now = now
    }

    /// The state of one moment: what is committed meanwhile is not seen.
    func load() throws(StoreError) -> StoredState {
        try connection.execute("BEGIN")
        defer { connection.rollBack() }
        var state = StoredState()
        try loadOwners(&state)
        state.documents = try documents()
        state.eventSequences = try lastNumbers(in: "events", besides: Self.lastTold)
        state.commandSequences = try lastNumbers(in: "commands", besides: Self.lastSent)
        state.references = try references()
        state.unfinished = try unfinished()
        try loadUpstreams(&state)
        return state
    }

    private func loadOwners(_ state: inout StoredState) throws(StoreError) {
        let sealer = sealer
        state.tenants = try rows(
            "SELECT id, name, created_at FROM tenants ORDER BY created_at, id",
            TenantRecord.init(row:)
        )
        state.credentials = try rows(
            "SELECT realm, digest, tenant, instance, created_at FROM credentials",
            CredentialRecord.init(row:)
        )
        state.instances = try rows(
            """
            SELECT \(Instance.columns) FROM instances i JOIN instance_numbers n USING (number)
            WHERE i.removed_at IS NULL ORDER BY number
            """
        ) { (row: inout Row) throws(StoreError) in try Instance(row: &row, sealer: sealer) }
        state.endpoints = try rows(
            """
            SELECT \(WebhookEndpoint.columns) FROM endpoints w
            LEFT JOIN instance_numbers n ON n.number = w.instance
            LEFT JOIN instances i ON i.number = w.instance
            WHERE w.removed_at IS NULL AND i.removed_at IS NULL ORDER BY w.number
            """
        ) { (row: inout Row) throws(StoreError) in try WebhookEndpoint(row: &row, sealer: sealer) }
        state.keys = try rows(
            """
            SELECT \(KeyRecord.columns) FROM api_keys ORDER BY revoked_at, created_at, id
            """,
            KeyRecord.init(row:)
        )
    }

    private func documents() throws(StoreError) -> [DocumentKey: [UInt8]] {
        let documents = try rows("SELECT space, key, body FROM documents") {
            (row: inout Row) in (DocumentKey(space: row.text(), key: row.text()), row.bytes())
        }
        return Dictionary(documents) { $1 }
    }

    /// The last number of each instance, found at the end of its stretch of the primary key; or
    /// what was removed last, when that is all there was.
    private func lastNumbers(
        in table: String,
        besides others: String
    ) throws(StoreError) -> [InstanceID: Int64] {
        let numbers = try rows(
            """
            SELECT n.id, max(n.removed_\(table), ifnull(
                (SELECT max(sequence) FROM \(table) WHERE instance = n.number), 0
            ), \(others)) AS last FROM instance_numbers n WHERE last > 0
            """
        ) { (row: inout Row) in (InstanceID(row.text()), row.int()) }
        return Dictionary(numbers) { $1 }
    }

    /// The last numbers of events in the rows of sends and of their progress.
    private static let lastTold = """
        ifnull((SELECT max(event) FROM runs WHERE instance = n.number), 0),
        ifnull((SELECT max(event) FROM progress WHERE instance = n.number), 0)
        """

    /// The last journal number in the rows of sends.
    private static let lastSent = """
        ifnull((
            SELECT command FROM runs WHERE instance = n.number AND command IS NOT NULL
            ORDER BY event DESC LIMIT 1
        ), 0)
        """

    private static let isReferencedCommand =
        "(c.client_reference IS NOT NULL OR c.idempotency_key IS NOT NULL)"

    /// The sends that carried a reference or a key, of the last day, by rising time.
    ///
    /// The day is counted back from now, or from the last reference if that is earlier. So it is right
    /// on a clock that stood still, or was moved either way.
    private func references() throws(StoreError) -> [(record: CommandRecord, message: Message)] {
        let last = try connection.integer(
            """
            SELECT max(at) FROM (
                SELECT max(c.received_at) AS at FROM commands c WHERE \(Self.isReferencedCommand)
                UNION ALL SELECT max(s.sent_at) FROM sends s WHERE s.reference IS NOT NULL
            )
            """
        )
        guard let last else { return [] }
        let since = min(last, now.milliseconds) - Self.dayMilliseconds
        let all = try referencedCommands(since) + referencedSends(since)
        return all.sorted { $0.record.receivedAt < $1.record.receivedAt }
    }

    private func referencedSends(
        _ since: Int64
    ) throws(StoreError) -> [(record: CommandRecord, message: Message)] {
        let sent = try rows(
            """
            SELECT \(SentRecord.columns)
            FROM \(SentRecord.tablesByReference)
            WHERE s.reference IS NOT NULL AND s.sent_at >= \(since)
            ORDER BY s.sent_at
            """,
            SentRecord.init(row:)
        )
        return sent.map { (record: $0.command, message: $0.message) }
    }

    private func referencedCommands(
        _ since: Int64
    ) throws(StoreError) -> [(record: CommandRecord, message: Message)] {
        try rows(
            """
            SELECT \(CommandRecord.columns), \(Message.columns)
            FROM commands c INDEXED BY commands_references
            JOIN instance_numbers n ON n.number = c.instance
            JOIN messages m ON m.instance = c.instance AND m.id = c.message
            WHERE \(Self.isReferencedCommand) AND c.received_at >= \(since)
            ORDER BY c.received_at
            """
        ) { (row: inout Row) throws(StoreError) in
            (record: try CommandRecord(row: &row), message: try Message(row: &row))
        }
    }

    private func unfinished() throws(StoreError) -> [CommandRecord] {
        try rows(
            """
            SELECT \(CommandRecord.columns) FROM commands c INDEXED BY commands_unfinished
            JOIN instance_numbers n ON n.number = c.instance
            WHERE c.outcome = 0 ORDER BY c.instance, c.sequence
            """,
            CommandRecord.init(row:)
        )
    }

    func rows<Value>(
        _ sql: String,
        _ read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        try Statement(connection, sql).all(read: read)
    }
}
