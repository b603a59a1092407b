import DialectKit

/// The body of `PATCH /v1/webhook-endpoints/:id`: what is absent stays as it is.
///
/// The schema has one `instance_id` while the example sends `instance_ids` and the prose speaks of
/// many to many: both are read, the array first. `null` stands for all instances.
struct EndpointBody: WireDecodable {
    let url: String?
    let events: [String]?
    /// The vendor's ids of the instances; all when empty.
    let instances: [String]?
    let secret: SetWebhook.SecretChange
    let isEnabled: Bool?
    let chatTypes: ChatTypes?

    init(from object: WireObject) throws(WireError) {
        url = object.has("url") ? try object.filledString("url") : nil
        events = try Self.events(in: object)
        instances = try Self.instances(in: object)
        secret = try Self.secret(in: object)
        isEnabled = try object.optionalBool("enabled")
        chatTypes = try ChatTypes(in: object)
    }

    /// The change of a known endpoint.
    func command(_ target: WebhookTarget) -> SetWebhook {
        SetWebhook(
            target,
            url: url,
            secret: secret,
            isEnabled: isEnabled,
            instanceNames: instances,
            events: events,
            options: chatTypes?.options
        )
    }

    private static func events(in object: WireObject) throws(WireError) -> [String]? {
        guard let names = try object.optionalStrings("events", limit: 64) else { return nil }
        guard !names.isEmpty else { throw object.invalid("events", "must name an event") }
        var known: [String] = []
        for (index, name) in names.enumerated() {
            let event = try EventName(named: name, at: object.path(of: "events") + ".\(index)")
            if !known.contains(event.rawValue) { known.append(event.rawValue) }
        }
        return known
    }

    private static func instances(in object: WireObject) throws(WireError) -> [String]? {
        let many = try object.optionalStrings("instance_ids") ?? []
        let one = try object.optionalString("instance_id")
        // Both are meant where both are there: leaving one out would widen what was asked for.
        let ids = [one].compactMap(\.self) + many.filter { $0 != one }
        if !ids.isEmpty { return ids }
        let isNamed = object.json.contains("instance_id") || object.json.contains("instance_ids")
        return isNamed ? [] : nil
    }

    /// `null` asks for a fresh one: the vendor's secrets can be rotated, how is assumed.
    private static func secret(
        in object: WireObject
    ) throws(WireError) -> SetWebhook.SecretChange {
        guard object.has("signing_secret") else {
            return object.json.contains("signing_secret") ? .generated : .keep
        }
        let secret = try object.string("signing_secret")
        guard !secret.isEmpty else { throw object.invalid("signing_secret", "must not be empty") }
        return .chosen(secret)
    }
}

/// The body of `POST /v1/webhook-endpoints`.
struct CreateEndpointBody: WireDecodable {
    private let settings: EndpointBody

    init(from object: WireObject) throws(WireError) {
        settings = try EndpointBody(from: object)
        guard settings.url != nil else { throw object.missing("url") }
        guard settings.events != nil else { throw object.missing("events") }
    }

    /// A fresh endpoint; without a secret of its own it gets one.
    func command(baseURL: String) -> SetWebhook {
        var command = settings.command(.new(.tenant))
        if command.secret == .keep { command.secret = .generated }
        command.isEnabled = command.isEnabled ?? true
        command.instanceNames = command.instanceNames ?? []
        command.baseURL = baseURL
        return command
    }
}
