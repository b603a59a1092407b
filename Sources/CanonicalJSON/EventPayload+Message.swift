internal import Canonical
internal import Wire

extension EventPayload {
    /// Writes that there is a message, or that there was.
    static func message(_ id: MessageID, _ chat: Address?) -> JSONValue {
        var object: JSONObject = ["message_id": .string(id.text)]
        object["chat"] = chat?.json
        return .object(object)
    }

    /// Writes that a message came further.
    static func message(
        _ id: MessageID,
        _ chat: Address?,
        _ status: MessageStatus,
        _ participant: Address?
    ) -> JSONValue {
        var object: JSONObject = ["message_id": .string(id.text), "status": status.json]
        object["chat"] = chat?.json
        object["participant"] = participant?.json ?? .null
        return .object(object)
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
