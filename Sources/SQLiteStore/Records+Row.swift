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
