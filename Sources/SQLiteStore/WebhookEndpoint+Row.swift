internal import Canonical
internal import Engine
internal import Wire

extension WebhookEndpoint {
    /// The columns that ``init(row:sealer:)`` reads, of the endpoints `w` and their instances'
    /// numbers `n`.
    static let columns = """
        w.id, w.dialect, w.tenant, n.id, w.slot, w.url, w.secret, w.is_secret_chosen,
        w.standard_secrets, w.is_enabled, w.disabled_reason, w.instances, w.events, w.options,
        w.base_url, w.created_at, w.updated_at
        """

    /// An endpoint that was removed stays removed.
    static let insertion = """
        INSERT INTO endpoints (
            id, dialect, tenant, instance, slot, url, secret, is_secret_chosen, standard_secrets,
            is_enabled, disabled_reason, instances, events, options, base_url, created_at,
            updated_at
        ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT (id) DO UPDATE SET
            dialect = excluded.dialect, tenant = excluded.tenant, instance = excluded.instance,
            slot = excluded.slot, url = excluded.url, secret = excluded.secret,
            is_secret_chosen = excluded.is_secret_chosen,
            standard_secrets = excluded.standard_secrets, is_enabled = excluded.is_enabled,
            disabled_reason = excluded.disabled_reason, instances = excluded.instances,
            events = excluded.events, options = excluded.options, base_url = excluded.base_url,
            created_at = excluded.created_at, updated_at = excluded.updated_at
        WHERE removed_at IS NULL
        """

    func bind(_ binder: inout Binder, instance number: Int64?, sealer: any Sealer) {
        binder.text(id)
        binder.text(dialect.text)
        binder.text(tenant.text)
        binder.int(number)
        binder.text(slot.rawValue)
        binder.blob(sealer.seal(Array(url.utf8), context: Self.context(id, "url")))
        binder.blob(
            secret.map { sealer.seal(Array($0.utf8), context: Self.context(id, "secret")) }
        )
        binder.bool(isSecretChosen)
        binder.blob(sealedStandardSecrets(sealer))
        binder.bool(isEnabled)
        binder.text(disabledReason?.rawValue)
        binder.json(JSONValue(list: instances.map(\.text)))
        binder.json(JSONValue(list: events))
        binder.json(JSONValue(texts: options.map { ($0.key, $0.value) }))
        binder.text(baseURL)
        binder.time(createdAt)
        binder.time(updatedAt)
    }

    /// What has that word in the file.
    private static func named<Name: RawRepresentable<String>>(
        _ word: String
    ) throws(StoreError) -> Name {
        guard let name = Name(rawValue: word) else {
            throw StoreError(.incompatible, "an endpoint has the unknown word \(word)")
        }
        return name
    }

    init(row: inout Row, sealer: any Sealer) throws(StoreError) {
        let id = row.text()
        self.init(
            id: id,
            dialect: DialectID(row.text()),
            tenant: TenantID(row.text()),
            instance: row.optionalText().map { InstanceID($0) },
            slot: try Self.named(row.text()),
            url: try row.sealedText(Self.context(id, "url"), sealer) ?? "",
            secret: try row.sealedText(Self.context(id, "secret"), sealer),
            isSecretChosen: row.bool(),
            standardSecrets: try Self.standardSecrets(&row, of: id, sealer),
            isEnabled: row.bool(),
            disabledReason: try row.optionalText().map(Self.named),
            instances: try row.json().list().map { InstanceID($0) },
            events: try row.json().list(),
            options: Dictionary(try row.json().texts()) { $1 },
            baseURL: row.text(),
            createdAt: row.time(),
            updatedAt: row.time()
        )
    }

    private func sealedStandardSecrets(_ sealer: any Sealer) -> [UInt8]? {
        guard !standardSecrets.isEmpty else { return nil }
        let list = JSONValue(list: standardSecrets)
        return sealer.seal(list.serialized(), context: Self.context(id, "standard"))
    }

    private static func standardSecrets(
        _ row: inout Row,
        of id: String,
        _ sealer: any Sealer
    ) throws(StoreError) -> [String] {
        guard let text = try row.sealedText(context(id, "standard"), sealer) else { return [] }
        guard let list = try? JSONReader.read(text: text) else {
            throw StoreError(.incompatible, "an endpoint's secrets are damaged")
        }
        return try list.list()
    }

    private static func context(_ id: String, _ column: String) -> String {
        "endpoints/\(id)/\(column)"
    }
}

extension Row {
    /// The text that the column was sealed from, nil for none.
    mutating func sealedText(
        _ context: String,
        _ sealer: any Sealer
    ) throws(StoreError) -> String? {
        guard let sealed = optionalBytes() else { return nil }
        guard let bytes = sealer.open(sealed, context: context) else {
            throw StoreError(.incompatible, "an endpoint's secrets were sealed with another key")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
