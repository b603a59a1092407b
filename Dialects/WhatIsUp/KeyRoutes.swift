import DialectKit

extension Route {
    /// `GET /v1/api-keys`: the keys that open something, without their secrets.
    static let listKeys = Route(
        .get,
        "/v1/api-keys",
        "api_keys.list",
        access: .customer,
        decode: { _ in ListKeys() },
        encode: { keys, request in
            .data(keys.filter { $0.isActive(at: request.receivedAt) }) { writer, key in
                KeyAnswer(key).write(&writer)
            }
        }
    )

    /// `POST /v1/api-keys`: issues a key and shows it whole, once; the status is assumed.
    static let createKey = Route(
        .post,
        "/v1/api-keys",
        "api_keys.create",
        access: .customer,
        body: KeyBody.self,
        decode: { (body, request) throws(WireError) -> IssueKey in
            try body.command(at: request.receivedAt)
        },
        encode: { issued, _ in KeyAnswer(issued.key, secret: issued.secret).response(201) }
    )

    /// `DELETE /v1/api-keys/:id`: takes a key back; the status is assumed.
    static let revokeKey = Route(
        .delete,
        "/v1/api-keys/{id}",
        "api_keys.revoke",
        access: .customer,
        decode: { request in RevokeKey(id: request.parameter("id")) },
        encode: { _, _ in .empty(204) }
    )
}

extension APIKey {
    fileprivate func isActive(at now: Timestamp) -> Bool {
        guard revokedAt == nil else { return false }
        return expiresAt.map { $0 > now } ?? true
    }
}

/// The body of `POST /v1/api-keys`.
struct KeyBody: WireDecodable {
    let name: String
    /// The vendor's id of the instance that the key is bound to.
    let instance: String?
    let scopes: [String]
    let expiresAt: Timestamp?

    init(from object: WireObject) throws(WireError) {
        name = try object.filledString("name")
        instance = try object.optionalString("instance_id")
        scopes = try object.optionalStrings("scopes", limit: 64) ?? []
        if let text = try object.optionalString("expires_at") {
            guard let moment = Timestamp(iso8601WithZone: text) else {
                throw object.invalid("expires_at", "must be an ISO 8601 date", value: text)
            }
            expiresAt = moment
        } else {
            expiresAt = nil
        }
    }

    /// The command; an end that is past already is refused, which is assumed.
    func command(at now: Timestamp) throws(WireError) -> IssueKey {
        if let expiresAt, expiresAt <= now {
            let rule = "expires_at must be in the future"
            throw WireError(.invalidValue, path: "expires_at", rule, value: expiresAt.iso8601)
        }
        return IssueKey(
            name: name,
            instanceName: instance,
            scopes: scopes,
            expiresAt: expiresAt
        )
    }
}

/// The vendor's ApiKey object, and IssuedApiKey when the secret is given.
struct KeyAnswer {
    /// `zpk_live_` and five characters, as in the vendor's example.
    private static let shownCharacters = 14

    let key: APIKey
    let secret: String?

    init(_ key: APIKey, secret: String? = nil) {
        self.key = key
        self.secret = secret
    }

    /// The bare object.
    func response(_ status: Int) -> HTTPResponse {
        .json(status) { writer in writer.object(write) }
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", key.id)
        writer.member("customer_id", key.tenant.customerID)
        writer.member("instance_id", key.instanceName)
        writer.member("name", key.name)
        writer.member("prefix", key.prefix.prefix(Self.shownCharacters) + "…")
        writer.memberArray("scopes") { writer in
            for scope in key.scopes { writer.string(scope) }
        }
        writer.member("last_used_at", key.lastUsedAt?.iso8601)
        writer.member("expires_at", key.expiresAt?.iso8601)
        writer.member("created_at", key.createdAt.iso8601)
        writer.member("revoked_at", key.revokedAt?.iso8601)
        if let secret { writer.member("secret", secret) }
    }
}
