internal import Canonical
internal import Wire

extension EventPayload {
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
