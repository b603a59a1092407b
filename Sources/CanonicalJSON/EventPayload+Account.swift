internal import Canonical
internal import Wire

extension EventPayload {
    /// The members of what happens around an account: presence, contacts, chats, calls, labels.
    var accountMembers: JSONObject {
        switch self {
        case .chatPresence(let chat, let from, let activity):
            return ["chat": chat.json, "from": from.json, "activity": .string(activity.rawValue)]
        case .contactPresence(let contact, let isAvailable):
            return ["contact": contact.json, "available": .bool(isAvailable)]
        case .contactChanged(let contact, let isNew):
            var object = contact.json.object ?? [:]
            object["new"] = .bool(isNew)
            return object
        case .contactBlocked(let contact, let isBlocked):
            return ["contact": contact.json, "blocked": .bool(isBlocked)]
        case .chatChanged(let marks): return marks.json.object ?? [:]
        case .callOffered(let call): return call.json.object ?? [:]
        case .callEnded(let call, let end):
            var object = call.json.object ?? [:]
            object["reason"] = .string(end.rawValue)
            return object
        case .labelChanged(let label): return label.json.object ?? [:]
        case .labelAttached(let label, let chat, let isAttached):
            return [
                "label_id": .string(label), "chat": chat.json, "attached": .bool(isAttached),
            ]
        default: return [:]
        }
    }

    /// Reads what happens around an account, nil for another kind.
    static func account(
        _ kind: String,
        _ place: JSONPlace
    ) throws(CanonicalJSONError) -> EventPayload? {
        switch kind {
        case "presence.chat":
            .chatPresence(
                chat: try place.read("chat"),
                from: try place.read("from"),
                try place.member("activity").name(of: SendChatPresence.Activity.self)
            )
        case "presence.contact":
            .contactPresence(
                try place.read("contact"),
                isAvailable: try place.flag("available")
            )
        case "contact.changed":
            .contactChanged(try Contact(reading: place), isNew: try place.flag("new"))
        case "contact.blocked":
            .contactBlocked(try place.read("contact"), isBlocked: try place.flag("blocked"))
        case "chat.changed": .chatChanged(try ChatMarks(reading: place))
        case "call.offered": .callOffered(try Call(reading: place))
        case "call.ended":
            .callEnded(
                try Call(reading: place),
                try place.member("reason").name(of: Call.End.self)
            )
        case "label.changed": .labelChanged(try Label(reading: place))
        case "label.attached":
            .labelAttached(
                try place.string("label_id"),
                chat: try place.read("chat"),
                isAttached: try place.flag("attached")
            )
        default: nil
        }
    }
}
