public import Canonical
public import Wire

extension LinkState: JSONRepresentable {
    /// `{"state"}`, with `pairing` in `awaiting_pairing` and with `reason` in `failed`.
    public var json: JSONValue {
        var object: JSONObject = ["state": .string(name)]
        object["pairing"] = pairing?.json
        if case .failed(let reason) = self { object["reason"] = .string(reason) }
        return .object(object)
    }

    /// Reads a state by its name.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let state = try place.member("state")
        switch try state.string() {
        case "created": self = .created
        case "starting": self = .starting
        case "awaiting_pairing": self = .awaitingPairing(try place.read("pairing"))
        case "pairing_expired": self = .pairingExpired
        case "connected": self = .connected
        case "reconnecting": self = .reconnecting
        case "paused": self = .paused
        case "disconnected": self = .disconnected
        case "logged_out": self = .loggedOut
        case "failed": self = .failed(try place.string("reason"))
        default: throw state.error(expected: "a link state")
        }
    }
}

extension PairingCode: JSONRepresentable {
    /// `{"method",…,"attempt","expires_at"}`.
    ///
    /// The method `qr` has `text` and `image_url`, the method `code` has `code` and `phone`.
    public var json: JSONValue {
        var object: JSONObject
        switch method {
        case .qr(let text, let imageURL):
            object = ["method": "qr", "text": .string(text), "image_url": .string(imageURL)]
        case .code(let code, let phone):
            object = ["method": "code", "code": .string(code), "phone": phone.json]
        }
        object["attempt"] = .number(JSONNumber(attempt))
        object["expires_at"] = expiresAt.json
        return .object(object)
    }

    /// Reads a code by its `method`.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let name = try place.member("method")
        let method: Method
        switch try name.string() {
        case "qr":
            method = .qr(text: try place.string("text"), imageURL: try place.string("image_url"))
        case "code":
            method = .code(try place.string("code"), phone: try place.read("phone"))
        default:
            throw name.error(expected: "qr or code")
        }
        self.init(
            method: method,
            attempt: try place.member("attempt").int(),
            expiresAt: try place.read("expires_at")
        )
    }
}
