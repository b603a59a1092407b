import DialectKit

extension Route {
    /// `POST /instance/presence`: shows the account online or offline to everybody.
    static let changePresence = Route(
        .post,
        "/instance/presence",
        "instance.presence",
        access: .instance,
        body: PresenceBody.self,
        decode: { body, _ in SetAvailability(isAvailable: body.isAvailable) },
        encode: { _, _ in .json(200, ["response": "Presence updated successfully"]) }
    )
}

/// The body of `POST /instance/presence`.
struct PresenceBody: WireDecodable {
    let isAvailable: Bool

    init(from object: WireObject) throws(WireError) {
        let value = object.value("presence")
        guard value == nil || value?.string != nil else {
            throw WireError(.wrongType, path: "presence", "Invalid payload")
        }
        switch value?.string {
        case "available": isAvailable = true
        case "unavailable": isAvailable = false
        default:
            throw WireError(
                .invalidValue,
                path: "presence",
                "Invalid presence value, use available or unavailable"
            )
        }
    }
}
