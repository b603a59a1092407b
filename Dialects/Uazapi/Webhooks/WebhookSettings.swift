import DialectKit

/// The vendor's own settings of a webhook, as an endpoint keeps them.
///
/// They stand in ``Canonical/WebhookEndpoint/options``: the two flags as `true`, or not at all, and
/// the filters in one text, separated by commas.
struct WebhookSettings: Equatable {
    /// `excludeMessages`, as registered.
    var excluded: [String] = []
    /// Whether the event's name is appended to the URL.
    var addsEvent = false
    /// Whether the message's type is appended to the URL.
    var addsMessageType = false

    private static let excludedKey = "excludeMessages"
    private static let eventKey = "addUrlEvents"
    private static let typeKey = "addUrlTypesMessages"

    /// Reads the members of a registration.
    init(from object: WireObject) throws(WireError) {
        let names = try object.optionalStrings(Self.excludedKey, limit: 64) ?? []
        excluded = names.flatMap { $0.split(separator: ",").map(String.init) }
        addsEvent = try object.optionalBool(Self.eventKey) ?? false
        addsMessageType = try object.optionalBool(Self.typeKey) ?? false
    }

    /// Reads what the vendor tells of a webhook; a member of another type counts as absent.
    init(told json: JSONValue) {
        excluded = json.texts(Self.excludedKey)
        addsEvent = json.flag(Self.eventKey)
        addsMessageType = json.flag(Self.typeKey)
    }

    /// The settings of an endpoint.
    init(of endpoint: WebhookEndpoint) {
        excluded = (endpoint.options[Self.excludedKey] ?? "").split(separator: ",").map(String.init)
        addsEvent = endpoint.options[Self.eventKey] == "true"
        addsMessageType = endpoint.options[Self.typeKey] == "true"
    }

    /// The settings as an endpoint keeps them.
    var options: [String: String] {
        var options: [String: String] = [:]
        if !excluded.isEmpty { options[Self.excludedKey] = excluded.joined(separator: ",") }
        if addsEvent { options[Self.eventKey] = "true" }
        if addsMessageType { options[Self.typeKey] = "true" }
        return options
    }

    /// What is appended to the path of the URL; an event that is no message has no type.
    func suffix(event: String, messageType: String?) -> [String] {
        (addsEvent ? [event] : []) + (addsMessageType ? [messageType].compactMap { $0 } : [])
    }
}
