internal import Canonical
internal import Wire

extension EventPayload {
    /// Writes that the link changed.
    static func link(
        _ state: String,
        _ previous: String?,
        _ reason: Disconnect.Reason?
    ) -> JSONValue {
        var object: JSONObject = ["state": .string(state)]
        object["previous"] = previous.map(JSONValue.string)
        object["reason"] = reason.map { .string($0.rawValue) } ?? .null
        return .object(object)
    }

    /// Writes that a code is to be scanned.
    static func pairing(_ text: String, _ attempt: Int, _ expiresAt: Timestamp) -> JSONValue {
        [
            "text": .string(text),
            "attempt": .number(JSONNumber(attempt)),
            "expires_at": expiresAt.json,
        ]
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
                reason: try place.member("reason").name(of: SwitchOff.self)
            )
        default: nil
        }
    }
}
