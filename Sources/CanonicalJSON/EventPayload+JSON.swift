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
        case .instanceState(let name, let previous, let reason): Self.link(name, previous, reason)
        case .pairingQR(let text, let attempt, let end): Self.pairing(text, attempt, end)
        case .pairingCode(let code, let end): ["code": .string(code), "expires_at": end.json]
        case .pairingSuccess(let phone): ["phone": phone.json]
        case .messageReceived(let id, let chat), .messageSent(let id, let chat):
            Self.message(id, chat)
        case .messageStatus(let id, let status, let chat, let participant):
            Self.message(id, chat, status, participant)
        case .messageEdited(let edit): edit.json
        case .messageRevoked(let id, let chat): Self.message(id, chat)
        case .messageReaction(let reaction): reaction.json
        case .messagePollVote(let vote): vote.json
        case .chatPresence(let chat, let from, let activity):
            ["chat": chat.json, "from": from.json, "activity": .string(activity.rawValue)]
        case .contactPresence(let contact, let isAvailable):
            ["contact": contact.json, "available": .bool(isAvailable)]
        case .contactChanged(let contact, let isNew): contact.json.adding("new", .bool(isNew))
        case .contactBlocked(let contact, let isBlocked):
            ["contact": contact.json, "blocked": .bool(isBlocked)]
        case .chatChanged(let marks): marks.json
        case .groupChanged(let group, let change, let author):
            Self.group(group, change.json, by: author)
        case .groupParticipants(let group, let change, let people, let author):
            Self.group(group, .string(change.rawValue), people, by: author)
        case .groupJoined(let group, let author, let isNew):
            Self.group(joined: group, by: author, isNew: isNew)
        case .groupLeft(let group, let author): Self.group(group, by: author)
        case .callOffered(let call): call.json
        case .callEnded(let call, let end): call.json.adding("reason", .string(end.rawValue))
        case .labelChanged(let label): label.json
        case .labelAttached(let label, let chat, let isAttached):
            ["label_id": .string(label), "chat": chat.json, "attached": .bool(isAttached)]
        case .webhookFailed(let endpoint, let reason):
            ["endpoint": .string(endpoint), "reason": .string(reason.rawValue)]
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

extension JSONValue {
    /// The object with one more member.
    fileprivate func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        var members = object ?? [:]
        members[name] = value
        return .object(members)
    }
}
