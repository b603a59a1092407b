public import Canonical
public import Wire

extension EventPayload {
    /// One object whose members depend on ``Canonical/EventPayload/kind``.
    ///
    /// - `instance.state`: `state` and `reason`, `null` unless a connection ended
    /// - `pairing.qr`: `text`, `attempt`, `expires_at`
    /// - `pairing.code`: `code`, `expires_at`
    /// - `pairing.success`: `phone`
    /// - `message.received`, `message.sent`: `message_id`
    /// - `message.status`: `message_id`, `status`, and `participant`, `null` outside groups
    /// - `message.revoked`: `message_id`, `chat`
    /// - `presence.chat`: `chat`, `from`, `activity`
    /// - `group.changed`, `group.joined`, `group.left`: `group`
    /// - `group.participants`: `group`, `change`, `participants`
    public var json: JSONValue {
        switch self {
        case .instanceState(let name, let reason):
            ["state": .string(name), "reason": reason.map { .string($0.rawValue) } ?? .null]
        case .pairingQR(let text, let attempt, let expiresAt):
            [
                "text": .string(text),
                "attempt": .number(JSONNumber(attempt)),
                "expires_at": expiresAt.json,
            ]
        case .pairingCode(let code, let expiresAt):
            ["code": .string(code), "expires_at": expiresAt.json]
        case .pairingSuccess(let phone):
            ["phone": phone.json]
        case .messageReceived(let id), .messageSent(let id):
            ["message_id": .string(id.text)]
        case .messageStatus(let id, let status, let participant):
            [
                "message_id": .string(id.text),
                "status": status.json,
                "participant": participant?.json ?? .null,
            ]
        case .messageRevoked(let id, let chat):
            ["message_id": .string(id.text), "chat": chat.json]
        case .chatPresence(let chat, let from, let activity):
            ["chat": chat.json, "from": from.json, "activity": .string(activity.rawValue)]
        case .groupChanged(let group), .groupJoined(let group), .groupLeft(let group):
            ["group": group.json]
        case .groupParticipants(let group, let change, let participants):
            [
                "group": group.json,
                "change": .string(change.rawValue),
                "participants": .array(participants.map(\.json)),
            ]
        }
    }

    /// Reads the payload of an event of that kind.
    public init(kind: String, json: JSONValue) throws(CanonicalJSONError) {
        try self.init(
            kind: JSONPlace(.string(kind), path: "kind"),
            at: JSONPlace(json, path: "payload")
        )
    }

    init(kind: JSONPlace, at place: JSONPlace) throws(CanonicalJSONError) {
        let name = try kind.string()
        if name.hasPrefix("message.") {
            try self.init(message: kind, at: place)
        } else if name.hasPrefix("group.") {
            try self.init(group: kind, at: place)
        } else {
            try self.init(link: kind, at: place)
        }
    }

    private init(message kind: JSONPlace, at place: JSONPlace) throws(CanonicalJSONError) {
        let id = MessageID(try place.string("message_id"))
        switch try kind.string() {
        case "message.received": self = .messageReceived(id)
        case "message.sent": self = .messageSent(id)
        case "message.status":
            self = .messageStatus(
                id,
                try place.read("status"),
                participant: try place.optionalRead("participant")
            )
        case "message.revoked": self = .messageRevoked(id, chat: try place.read("chat"))
        default: throw Self.unknown(kind)
        }
    }

    private init(group kind: JSONPlace, at place: JSONPlace) throws(CanonicalJSONError) {
        let group = try place.read("group", as: Address.self)
        switch try kind.string() {
        case "group.changed": self = .groupChanged(group)
        case "group.joined": self = .groupJoined(group)
        case "group.left": self = .groupLeft(group)
        case "group.participants":
            self = .groupParticipants(
                group,
                try place.member("change").name(of: ChangeParticipants.Change.self),
                try place.readAll("participants")
            )
        default: throw Self.unknown(kind)
        }
    }

    private init(link kind: JSONPlace, at place: JSONPlace) throws(CanonicalJSONError) {
        switch try kind.string() {
        case "instance.state":
            self = .instanceState(
                name: try place.string("state"),
                reason: try place.optional("reason")?.name(of: Disconnect.Reason.self)
            )
        case "pairing.qr":
            self = .pairingQR(
                text: try place.string("text"),
                attempt: try place.member("attempt").int(),
                expiresAt: try place.read("expires_at")
            )
        case "pairing.code":
            self = .pairingCode(
                code: try place.string("code"),
                expiresAt: try place.read("expires_at")
            )
        case "pairing.success": self = .pairingSuccess(phone: try place.read("phone"))
        case "presence.chat":
            self = .chatPresence(
                chat: try place.read("chat"),
                from: try place.read("from"),
                try place.member("activity").name(of: SendChatPresence.Activity.self)
            )
        default: throw Self.unknown(kind)
        }
    }

    private static func unknown(_ kind: JSONPlace) -> CanonicalJSONError {
        kind.error(expected: "a kind of event")
    }
}
