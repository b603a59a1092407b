public import Canonical
public import Wire

extension EventPayload {
    /// One object whose members depend on ``Canonical/EventPayload/kind``.
    ///
    /// - `instance.state`: `state`, `previous`?, and `reason`, `null` unless a connection ended
    /// - `pairing.qr`: `text`, `attempt`, `expires_at`
    /// - `pairing.code`: `code`, `expires_at`
    /// - `pairing.success`: `phone`
    /// - `message.received`, `message.sent`: `message_id`, `chat`?
    /// - `message.status`: `message_id`, `status`, `chat`?, and `participant`, `null` outside groups
    /// - `message.revoked`: `message_id`, `chat`
    /// - `message.edited`, `message.reaction`, `message.poll_vote`: see their types
    /// - `presence.chat`: `chat`, `from`, `activity`
    /// - `presence.contact`: `contact`, `available`
    /// - `contact.changed`: the contact's members and `new`; `contact.blocked`: `contact`, `blocked`
    /// - `chat.changed`, `call.offered`, `label.changed`: see their types; `call.ended` has `reason`
    /// - `group.changed`: `group`, `change`, `by`?
    /// - `group.joined`: `group` (its address), `info` (the whole group), `by`?, `new`
    /// - `group.left`: `group`, `by`?
    /// - `group.participants`: `group`, `change`, `participants`, `by`?
    /// - `label.attached`: `label_id`, `chat`, `attached`
    /// - `webhook.failed`: `endpoint`, `reason`
    public var json: JSONValue {
        switch self {
        case .messageReceived, .messageSent, .messageStatus, .messageEdited, .messageRevoked,
            .messageReaction, .messagePollVote:
            .object(messageMembers)
        case .groupChanged, .groupParticipants, .groupJoined, .groupLeft: .object(groupMembers)
        case .chatPresence, .contactPresence, .contactChanged, .contactBlocked, .chatChanged,
            .callOffered, .callEnded, .labelChanged, .labelAttached:
            .object(accountMembers)
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .webhookFailed:
            .object(linkMembers)
        case .other(_, let text): (try? JSONReader.read(text: text)) ?? .null
        }
    }

    /// Reads the payload of an event of that kind; a kind that is not known is kept as it is.
    public init(kind: String, json: JSONValue) throws(CanonicalJSONError) {
        try self.init(
            kind: JSONPlace(.string(kind), path: "kind"),
            at: JSONPlace(json, path: "payload")
        )
    }

    init(kind: JSONPlace, at place: JSONPlace) throws(CanonicalJSONError) {
        let name = try kind.string()
        if let known = try Self.message(name, place) {
            self = known
        } else if let known = try Self.group(name, place) {
            self = known
        } else if let known = try Self.account(name, place) {
            self = known
        } else if let known = try Self.link(name, place) {
            self = known
        } else {
            let text = String(decoding: place.value.serialized(), as: UTF8.self)
            self = .other(kind: name, json: text)
        }
    }
}
