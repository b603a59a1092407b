internal import Canonical
internal import Wire

extension EventPayload {
    /// The members of what happens to messages.
    var messageMembers: JSONObject {
        switch self {
        case .messageReceived(let id, let chat), .messageSent(let id, let chat):
            var object: JSONObject = ["message_id": .string(id.text)]
            object["chat"] = chat?.json
            return object
        case .messageStatus(let id, let status, let chat, let participant):
            var object: JSONObject = ["message_id": .string(id.text), "status": status.json]
            object["chat"] = chat?.json
            object["participant"] = participant?.json ?? .null
            return object
        case .messageRevoked(let id, let chat):
            return ["message_id": .string(id.text), "chat": chat.json]
        case .messageEdited(let edit): return edit.json.object ?? [:]
        case .messageReaction(let reaction): return reaction.json.object ?? [:]
        case .messagePollVote(let vote): return vote.json.object ?? [:]
        default: return [:]
        }
    }

    /// Reads what happens to messages, nil for another kind.
    static func message(
        _ kind: String,
        _ place: JSONPlace
    ) throws(CanonicalJSONError) -> EventPayload? {
        switch kind {
        case "message.received": .messageReceived(try id(place), chat: try chat(place))
        case "message.sent": .messageSent(try id(place), chat: try chat(place))
        case "message.status":
            .messageStatus(
                try id(place),
                try place.read("status"),
                chat: try chat(place),
                participant: try place.optionalRead("participant")
            )
        case "message.revoked": .messageRevoked(try id(place), chat: try place.read("chat"))
        case "message.edited": .messageEdited(try MessageEdit(reading: place))
        case "message.reaction": .messageReaction(try Reaction(reading: place))
        case "message.poll_vote": .messagePollVote(try PollVote(reading: place))
        default: nil
        }
    }

    private static func id(_ place: JSONPlace) throws(CanonicalJSONError) -> MessageID {
        MessageID(try place.string("message_id"))
    }

    private static func chat(_ place: JSONPlace) throws(CanonicalJSONError) -> Address? {
        try place.optionalRead("chat")
    }
}
