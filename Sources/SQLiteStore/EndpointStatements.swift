internal import Canonical
internal import Engine

/// The statements that write endpoints.
final class EndpointStatements {
    private let sealer: any Sealer
    private let insertion: Statement
    private let removal: Statement
    private let giveUp: Statement
    private let lanesRemoved: Statement

    init(_ connection: Connection, sealer: any Sealer) throws(StoreError) {
        self.sealer = sealer
        insertion = try Statement(connection, WebhookEndpoint.insertion)
        removal = try Statement(
            connection,
            """
            UPDATE endpoints
            SET removed_at = ?2, updated_at = ?2, url = NULL, secret = NULL, standard_secrets = NULL
            WHERE id = ?1 AND removed_at IS NULL RETURNING number
            """
        )
        giveUp = try Statement(
            connection,
            """
            UPDATE deliveries AS d INDEXED BY deliveries_open
            SET state = 4, due_at = NULL, last_error = '\(OutboxEntry.endpointRemoved)',
                updated_at = ?2
            WHERE d.endpoint = ?1 AND d.state < 4
            """
        )
        lanesRemoved = try Statement(connection, "DELETE FROM lanes WHERE endpoint = ?1")
    }

    /// Inserts or replaces an endpoint; `instance` is the number of the one it is for.
    func put(_ endpoint: WebhookEndpoint, instance: Int64?) throws(StoreError) {
        try insertion.run { endpoint.bind(&$0, instance: instance, sealer: sealer) }
    }

    /// Removes an endpoint, and gives up what is open for it; a second call changes nothing.
    func remove(_ id: String, at moment: Timestamp) throws(StoreError) {
        let number = try removal.first(
            bind: { binder in
                binder.text(id)
                binder.time(moment)
            },
            read: { $0.int() }
        )
        guard let number else { return }
        try giveUp.run { binder in
            binder.int(number)
            binder.time(moment)
        }
        try lanesRemoved.run { $0.int(number) }
    }
}

extension OutboxEntry {
    /// What is written of deliveries whose endpoint is gone.
    static let endpointRemoved = "endpoint removed"
}
