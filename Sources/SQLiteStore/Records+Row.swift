internal import Canonical
internal import Engine

extension TenantRecord {
    static let insertion = """
        INSERT INTO tenants (id, name, created_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at
        """

    func bind(_ binder: inout Binder) {
        binder.text(id.text)
        binder.text(name)
        binder.time(createdAt)
    }

    init(row: inout Row) {
        self.init(id: TenantID(row.text()), name: row.text(), createdAt: row.time())
    }
}

extension CredentialRecord {
    /// The instance's column is empty for a tenant's credential.
    static let insertion = """
        INSERT OR REPLACE INTO credentials (realm, digest, tenant, instance, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """

    func bind(_ binder: inout Binder) {
        binder.text(realm.text)
        binder.blob(digest.bytes)
        binder.text(tenant.text)
        binder.text(instance?.text ?? "")
        binder.time(createdAt)
    }

    init(row: inout Row) throws(StoreError) {
        let realm = CredentialRealm(row.text())
        let digest = try CredentialDigest(bytes: row.bytes())
        let tenant = TenantID(row.text())
        let instance = row.text()
        self.init(
            realm: realm,
            digest: digest,
            tenant: tenant,
            instance: instance.isEmpty ? nil : InstanceID(instance),
            createdAt: row.time()
        )
    }
}

extension WebhookRecord {
    /// The columns that ``init(row:sealer:)`` reads, of the webhooks `w` and the numbers `n`.
    static let columns = """
        n.id, w.dialect, w.id, w.url, w.secret, w.is_enabled, w.created_at, w.updated_at
        """

    static let insertion = """
        INSERT OR REPLACE INTO webhooks (
            instance, dialect, id, url, secret, is_enabled, created_at, updated_at
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """

    func bind(_ binder: inout Binder, instance number: Int64, sealer: any Sealer) {
        let context = Self.sealContext(instance, dialect)
        binder.int(number)
        binder.text(dialect.text)
        binder.text(endpoint.id)
        binder.text(endpoint.url)
        binder.blob(endpoint.secret.map { sealer.seal(Array($0.utf8), context: context) })
        binder.bool(endpoint.isEnabled)
        binder.time(endpoint.createdAt)
        binder.time(endpoint.updatedAt)
    }

    init(row: inout Row, sealer: any Sealer) throws(StoreError) {
        let instance = InstanceID(row.text())
        let dialect = DialectID(row.text())
        let id = row.text()
        let url = row.text()
        let context = Self.sealContext(instance, dialect)
        let endpoint = WebhookEndpoint(
            id: id,
            url: url,
            secret: try Self.secret(row.optionalBytes(), context, sealer),
            isEnabled: row.bool(),
            createdAt: row.time(),
            updatedAt: row.time()
        )
        self.init(instance: instance, dialect: dialect, endpoint: endpoint)
    }

    private static func secret(
        _ sealed: [UInt8]?,
        _ context: String,
        _ sealer: any Sealer
    ) throws(StoreError) -> String? {
        guard let sealed else { return nil }
        guard let bytes = sealer.open(sealed, context: context) else {
            throw StoreError(.incompatible, "a webhook's secret was sealed with another key")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func sealContext(_ instance: InstanceID, _ dialect: DialectID) -> String {
        "webhooks/\(instance.text)/\(dialect.text)"
    }
}
