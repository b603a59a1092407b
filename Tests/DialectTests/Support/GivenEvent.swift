import CanonicalJSON
import DialectKit

/// What a fixture gives a dialect: the event with what is known around it, and who is told.
struct GivenEvent {
    let view: EventView
    let endpoint: WebhookEndpoint
    let filter: StreamFilter

    /// Reads what is given; what the fixture leaves out is that of ``sample(_:)``.
    init(_ place: JSONPlace, _ dialect: any Dialect) throws {
        try place.only(
            "event",
            "message",
            "group",
            "contacts",
            "standing",
            "instance",
            "endpoint",
            "base_url",
            "stream"
        )
        let event = try Self.event(try place.member("event"))
        let message: Message? = try place.optionalRead("message")
        if let message, let told = event.payload.message, told != message.id {
            throw place.error(expected: "the message that the event tells of")
        }
        let baseURL = try place.optionalString("base_url") ?? "https://api.example.com"
        view = EventView(
            event: event,
            instance: try Self.instance(try place.optional("instance"), event.instance, dialect),
            message: message,
            surroundings: EventSurroundings(
                group: try place.optionalRead("group"),
                contacts: try place.readAll("contacts"),
                standing: try place.optional("standing").map(Self.standing)
            ),
            baseURL: baseURL,
            mediaURL: Self.mediaURL(baseURL),
            drawQR: Self.drawQR
        )
        endpoint = try Self.endpoint(
            try place.optional("endpoint"),
            dialect: dialect.id,
            instance: event.instance
        )
        let stream = try place.optional("stream")
        try stream?.only("events", "excluded")
        filter = StreamFilter(
            events: try stream?.strings("events") ?? [],
            excluded: try stream?.strings("excluded") ?? []
        )
    }

    /// The URLs of files, as the gateway makes them.
    static func mediaURL(_ baseURL: String) -> @Sendable (KeptMedia) -> String? {
        { baseURL.isEmpty ? nil : "\(baseURL)/_sotaque/media/\($0.sha256)" }
    }

    /// The picture of a text in tests: the text itself, in base 64.
    static let drawQR: @Sendable (String) -> String = { text in
        "data:image/png;base64," + Base64.encode(Array(text.utf8))
    }

    /// How the chat stands: its marks in the canonical form, whether it is blocked, its labels.
    static func standing(_ place: JSONPlace) throws -> ChatStanding {
        try place.only("chat", "unread", "archived", "pinned", "muted_until", "blocked", "labels")
        return ChatStanding(
            marks: try ChatMarks(reading: place),
            isBlocked: try place.flag("blocked"),
            labels: try place.strings("labels")
        )
    }

    /// The event, whose JSON must hold nothing that the canonical form has not.
    static func event(_ place: JSONPlace) throws -> Event {
        var members = place.value.object ?? [:]
        members["request_id"] = nil
        let read = try Event(reading: place)
        guard JSONValue.object(members).isPart(of: read.json) else {
            throw place.error(expected: "an event in its canonical form, such as \(read.json)")
        }
        return Event(
            sequence: read.sequence,
            id: read.id,
            at: read.at,
            instance: read.instance,
            payload: read.payload,
            cause: read.cause,
            requestID: try place.optionalString("request_id")
        )
    }
}

extension GivenEvent {
    /// A linked instance, named and with a token in every dialect.
    static func sample(_ id: InstanceID) -> Instance {
        var instance = Instance(
            id: id,
            tenant: TenantID("cust_01J6"),
            name: "Loja",
            names: [
                DialectID("uazapi"): "r183e2ef9597845", DialectID("megaapi"): "megastart-abc",
                DialectID("zapyapi"): "instance-123", DialectID("whatisup"): "inst_01J6Z0A1B2C3D4",
            ],
            tokens: [
                CredentialRealm("uazapi.token"): "00000000-0000-4000-8000-000000000001",
                CredentialRealm("megaapi.token"): "abc",
            ],
            createdAt: Timestamp(milliseconds: 1_704_067_200_000)
        )
        instance.state = .connected
        instance.account = Samples.phone("5511999999999").map { phone in
            LinkedAccount(
                phone: phone,
                device: 6,
                lid: "40000000000001",
                pushName: "Loja Exemplo",
                pictureURL: "https://pps.whatsapp.net/v/loja.jpg"
            )
        }
        return instance
    }

    static func instance(
        _ place: JSONPlace?,
        _ id: InstanceID,
        _ dialect: any Dialect
    ) throws -> Instance {
        var instance = sample(id)
        guard let place else { return instance }
        try place.only(
            "name",
            "id",
            "token",
            "state",
            "account",
            "available",
            "extras",
            "updated_at",
            "last_disconnect"
        )
        if let name = try place.optionalString("name") { instance.name = name }
        if let name = try place.optionalString("id") { instance.names[dialect.id] = name }
        if let token = try place.optionalString("token") {
            for credential in dialect.credentials where credential.holder == .instance {
                instance.tokens[credential.realm] = token
            }
        }
        if let state = try place.optional("state") { instance.state = try self.state(state) }
        instance.account = try account(place, instance.account)
        instance.isAvailable = try place.flag("available")
        instance.extras = Dictionary(try place.texts("extras").map { ($0.key, $0.value) }) { $1 }
        if let at: Timestamp = try place.optionalRead("updated_at") { instance.updatedAt = at }
        instance.lastDisconnect = try place.optionalRead("last_disconnect")
        return instance
    }

    /// A state by its name alone, or with what belongs to it.
    private static func state(_ place: JSONPlace) throws -> LinkState {
        guard let name = place.value.string else { return try LinkState(reading: place) }
        return try LinkState(json: ["state": .string(name)])
    }

    /// The sample's account with the members that are given; none when it is `null`.
    private static func account(
        _ place: JSONPlace,
        _ sample: LinkedAccount?
    ) throws -> LinkedAccount? {
        guard let given = place.value["account"] else { return sample }
        guard !given.isNull else { return nil }
        var merged = sample?.json.object ?? [:]
        for (key, value) in (given.object ?? [:]).members { merged[key] = value }
        let account = try LinkedAccount(json: .object(merged))
        guard JSONValue.object(merged).isPart(of: account.json) else {
            throw place.error(expected: "an account in its canonical form")
        }
        return account
    }

    /// The endpoint; one in another slot than that of a single instance is the tenant's.
    static func endpoint(
        _ place: JSONPlace?,
        dialect: DialectID,
        instance: InstanceID
    ) throws -> WebhookEndpoint {
        let place = place ?? JSONPlace([:], path: "endpoint")
        try place.only("id", "url", "events", "options", "secret", "slot", "enabled", "base_url")
        let slot = try place.optional("slot")?.name(of: WebhookEndpoint.Slot.self) ?? .single
        return WebhookEndpoint(
            id: try place.optionalString("id") ?? "whk_01J6Z0A1B2C3D4E5F6G7H8J9K0",
            dialect: dialect,
            tenant: TenantID("cust_01J6"),
            instance: slot == .single ? instance : nil,
            slot: slot,
            url: try place.optionalString("url") ?? "https://example.com/hook",
            secret: try place.optionalString("secret"),
            isEnabled: try place.optional("enabled")?.bool() ?? true,
            events: try place.strings("events"),
            options: Dictionary(try place.texts("options").map { ($0.key, $0.value) }) { $1 },
            baseURL: try place.optionalString("base_url") ?? "",
            createdAt: Timestamp(milliseconds: 1_704_067_200_000),
            updatedAt: Timestamp(milliseconds: 1_704_067_200_000)
        )
    }
}
