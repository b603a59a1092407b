internal import Canonical
internal import CanonicalJSON
internal import Engine
internal import Wire

extension Instance {
    /// The columns that ``init(row:sealer:)`` reads, of the instances `i` and the numbers `n`.
    static let columns = """
        n.id, i.tenant, i.name, i.names, i.tokens, i.metadata, i.extras, i.upstream, i.created_at,
        i.updated_at, i.state, i.account, i.is_available, i.last_seen_at, i.last_disconnect
        """

    /// An instance that was removed stays removed.
    static let insertion = """
        INSERT INTO instances (
            number, tenant, name, names, tokens, metadata, extras, upstream, created_at, updated_at,
            state, account, is_available, last_seen_at, last_disconnect
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        ON CONFLICT (number) DO UPDATE SET
            tenant = excluded.tenant, name = excluded.name, names = excluded.names,
            tokens = excluded.tokens, metadata = excluded.metadata, extras = excluded.extras,
            upstream = excluded.upstream, created_at = excluded.created_at,
            updated_at = excluded.updated_at, state = excluded.state, account = excluded.account,
            is_available = excluded.is_available, last_seen_at = excluded.last_seen_at,
            last_disconnect = excluded.last_disconnect
        WHERE removed_at IS NULL
        """

    func bind(_ binder: inout Binder, number: Int64, sealer: any Sealer) {
        binder.int(number)
        binder.text(tenant.text)
        binder.text(name)
        binder.json(JSONValue(texts: names.map { ($0.key.text, $0.value) }))
        binder.blob(sealedTokens(sealer))
        binder.text(metadata)
        binder.json(JSONValue(texts: extras.map { ($0.key, $0.value) }))
        binder.text(upstream.text)
        binder.time(createdAt)
        binder.time(updatedAt)
        binder.json(state.json)
        binder.json(account?.json)
        binder.bool(isAvailable)
        binder.time(lastSeenAt)
        binder.json(lastDisconnect?.json)
    }

    init(row: inout Row, sealer: any Sealer) throws(StoreError) {
        let id = InstanceID(row.text())
        let tenant = TenantID(row.text())
        let name = row.text()
        let names = try row.json().texts().map { (DialectID($0.0), $0.1) }
        let tokens = try Self.tokens(row.optionalBytes(), of: id, sealer)
        self.init(
            id: id,
            tenant: tenant,
            name: name,
            names: Dictionary(names) { $1 },
            tokens: tokens,
            metadata: row.text(),
            extras: Dictionary(try row.json().texts()) { $1 },
            upstream: UpstreamID(row.text()),
            createdAt: row.time()
        )
        updatedAt = row.time()
        state = try row.value()
        account = try row.optionalValue()
        isAvailable = row.bool()
        lastSeenAt = row.optionalTime()
        lastDisconnect = try row.optionalValue()
    }

    private func sealedTokens(_ sealer: any Sealer) -> [UInt8]? {
        guard !tokens.isEmpty else { return nil }
        let texts = JSONValue(texts: tokens.map { ($0.key.text, $0.value) })
        return sealer.seal(texts.serialized(), context: Self.sealContext(id))
    }

    private static func tokens(
        _ sealed: [UInt8]?,
        of id: InstanceID,
        _ sealer: any Sealer
    ) throws(StoreError) -> [CredentialRealm: String] {
        guard let sealed else { return [:] }
        guard let bytes = sealer.open(sealed, context: sealContext(id)),
            let texts = try? JSONReader.read(bytes).texts()
        else { throw StoreError(.incompatible, "instance tokens were sealed with another key") }
        return Dictionary(texts.map { (CredentialRealm($0.0), $0.1) }) { $1 }
    }

    private static func sealContext(_ id: InstanceID) -> String { "instances/\(id.text)" }
}
