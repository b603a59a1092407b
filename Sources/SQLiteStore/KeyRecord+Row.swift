internal import Canonical
internal import Engine
internal import Wire

extension KeyRecord {
    /// The columns that ``init(row:)`` reads, of the keys.
    static let columns = """
        id, dialect, tenant, instance, name, prefix, scopes, created_at, expires_at, last_used_at,
        revoked_at, realm, digest
        """

    static let insertion = """
        INSERT OR REPLACE INTO api_keys (\(columns))
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """

    func bind(_ binder: inout Binder) {
        binder.text(key.id)
        binder.text(key.dialect.text)
        binder.text(key.tenant.text)
        binder.text(key.instance?.text)
        binder.text(key.name)
        binder.text(key.prefix)
        binder.json(JSONValue(list: key.scopes))
        binder.time(key.createdAt)
        binder.time(key.expiresAt)
        binder.time(key.lastUsedAt)
        binder.time(key.revokedAt)
        binder.text(realm.text)
        binder.blob(digest.bytes)
    }

    init(row: inout Row) throws(StoreError) {
        let key = APIKey(
            id: row.text(),
            dialect: DialectID(row.text()),
            tenant: TenantID(row.text()),
            instance: row.optionalText().map { InstanceID($0) },
            name: row.text(),
            prefix: row.text(),
            scopes: try row.json().list(),
            createdAt: row.time(),
            expiresAt: row.optionalTime(),
            lastUsedAt: row.optionalTime(),
            revokedAt: row.optionalTime()
        )
        self.init(
            key: key,
            realm: CredentialRealm(row.text()),
            digest: try CredentialDigest(bytes: row.bytes())
        )
    }
}
