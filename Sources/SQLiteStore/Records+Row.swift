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

extension WebhookEndpoint {
    /// The columns that ``init(row:sealer:)`` reads, of the webhooks `w`, the numbers `n` and the
    /// instances `i`.
    static let columns = """
        n.id, w.dialect, w.id, w.url, w.secret, w.is_enabled, w.created_at, w.updated_at, i.tenant
        """

    static let insertion = """
        INSERT OR REPLACE INTO webhooks (
            instance, dialect, id, url, secret, is_enabled, created_at, updated_at
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """

    func bind(
        _ binder: inout Binder,
        _ instance: InstanceID,
        number: Int64,
        sealer: any Sealer
    ) {
        let context = Self.sealContext(instance, dialect)
        binder.int(number)
        binder.text(dialect.text)
        binder.text(id)
        binder.text(url)
        binder.blob(secret.map { sealer.seal(Array($0.utf8), context: context) })
        binder.bool(isEnabled)
        binder.time(createdAt)
        binder.time(updatedAt)
    }

    init(row: inout Row, sealer: any Sealer) throws(StoreError) {
        let instance = InstanceID(row.text())
        let dialect = DialectID(row.text())
        let id = row.text()
        let url = row.text()
        let context = Self.sealContext(instance, dialect)
        let secret = try Self.secret(row.optionalBytes(), context, sealer)
        let isEnabled = row.bool()
        let createdAt = row.time()
        let updatedAt = row.time()
        self.init(
            id: id,
            dialect: dialect,
            tenant: TenantID(row.text()),
            instance: instance,
            slot: WebhookEndpoint.single,
            url: url,
            secret: secret,
            isEnabled: isEnabled,
            createdAt: createdAt,
            updatedAt: updatedAt
        )
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
