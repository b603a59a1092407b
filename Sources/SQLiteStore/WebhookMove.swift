internal import Canonical
internal import Engine

/// Makes the webhooks of schema 1 endpoints, sealing anew what they were sealed for.
///
/// Their addresses were in clear and are sealed here, for receivers put their own secrets there.
enum WebhookMove {
    private struct Webhook {
        let endpoint: WebhookEndpoint
        let number: Int64
        let removedAt: Timestamp?
    }

    /// Moves every row and drops the old table; a secret of another key stops the migration.
    @Sendable static func run(
        on connection: Connection,
        sealer: any Sealer
    ) throws(StoreError) {
        let statements = try EndpointStatements(connection, sealer: sealer)
        for row in try rows(connection, sealer) {
            try statements.put(row.endpoint, instance: row.number)
            if let moment = row.removedAt { try statements.remove(row.endpoint.id, at: moment) }
        }
        try connection.execute("DROP TABLE webhooks")
    }

    private static func rows(
        _ connection: Connection,
        _ sealer: any Sealer
    ) throws(StoreError) -> [Webhook] {
        try Statement(
            connection,
            """
            SELECT w.instance, i.removed_at, n.id, w.dialect, w.id, w.url, w.secret, w.is_enabled,
                w.created_at, w.updated_at, i.tenant
            FROM webhooks w JOIN instance_numbers n ON n.number = w.instance
            JOIN instances i ON i.number = w.instance ORDER BY w.created_at, w.id
            """
        ).all { row throws(StoreError) in
            let number = row.int()
            let removedAt = row.optionalTime()
            let endpoint = try endpoint(&row, sealer)
            return Webhook(endpoint: endpoint, number: number, removedAt: removedAt)
        }
    }

    private static func endpoint(
        _ row: inout Row,
        _ sealer: any Sealer
    ) throws(StoreError) -> WebhookEndpoint {
        let instance = InstanceID(row.text())
        let dialect = DialectID(row.text())
        let id = row.text()
        let url = row.text()
        let context = "webhooks/\(instance.text)/\(dialect.text)"
        let secret = try row.sealedText(context, sealer)
        let isEnabled = row.bool()
        let createdAt = row.time()
        let updatedAt = row.time()
        return WebhookEndpoint(
            id: id,
            dialect: dialect,
            tenant: TenantID(row.text()),
            instance: instance,
            slot: .single,
            url: url,
            secret: secret,
            isSecretChosen: secret != nil,
            isEnabled: isEnabled,
            createdAt: createdAt,
            updatedAt: updatedAt
        )
    }
}
