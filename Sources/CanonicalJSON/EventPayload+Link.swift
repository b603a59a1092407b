internal import Canonical
internal import Wire

extension EventPayload {
    /// The members of what happens to an instance itself.
    var linkMembers: JSONObject {
        switch self {
        case .instanceState(let name, let previous, let reason):
            var object: JSONObject = ["state": .string(name)]
            object["previous"] = previous.map(JSONValue.string)
            object["reason"] = reason.map { .string($0.rawValue) } ?? .null
            return object
        case .pairingQR(let text, let attempt, let expiresAt):
            return [
                "text": .string(text),
                "attempt": .number(JSONNumber(attempt)),
                "expires_at": expiresAt.json,
            ]
        case .pairingCode(let code, let expiresAt):
            return ["code": .string(code), "expires_at": expiresAt.json]
        case .pairingSuccess(let phone): return ["phone": phone.json]
        case .webhookFailed(let endpoint, let reason):
            return ["endpoint": .string(endpoint), "reason": .string(reason)]
        default: return [:]
        }
    }

    /// Reads what happens to an instance itself, nil for another kind.
    static func link(
        _ kind: String,
        _ place: JSONPlace
    ) throws(CanonicalJSONError) -> EventPayload? {
        switch kind {
        case "instance.state":
            .instanceState(
                name: try place.string("state"),
                previous: try place.optionalString("previous"),
                reason: try place.optional("reason")?.name(of: Disconnect.Reason.self)
            )
        case "pairing.qr":
            .pairingQR(
                text: try place.string("text"),
                attempt: try place.member("attempt").int(),
                expiresAt: try place.read("expires_at")
            )
        case "pairing.code":
            .pairingCode(
                code: try place.string("code"),
                expiresAt: try place.read("expires_at")
            )
        case "pairing.success": .pairingSuccess(phone: try place.read("phone"))
        case "webhook.failed":
            .webhookFailed(
                endpoint: try place.string("endpoint"),
                reason: try place.string("reason")
            )
        default: nil
        }
    }
}
