internal import Canonical
internal import Wire

extension EventPayload {
    /// Writes that a group's settings or members changed, or that the account left it.
    static func group(
        _ group: Address,
        _ change: JSONValue? = nil,
        _ participants: [Participant]? = nil,
        by author: Address?
    ) -> JSONValue {
        var object: JSONObject = ["group": group.json]
        object["change"] = change
        object["participants"] = participants.map { .array($0.map(\.json)) }
        object["by"] = author?.json
        return .object(object)
    }

    /// Writes that the account is in a group now.
    static func group(joined group: Group, by author: Address?, isNew: Bool) -> JSONValue {
        var object: JSONObject = ["group": group.id.json, "info": group.json]
        object["by"] = author?.json
        object["new"] = .bool(isNew)
        return .object(object)
    }

    /// Reads what happens to groups, nil for another kind.
    static func group(
        _ kind: String,
        _ place: JSONPlace
    ) throws(CanonicalJSONError) -> EventPayload? {
        switch kind {
        case "group.changed":
            .groupChanged(
                try place.read("group"),
                try place.read("change"),
                by: try place.optionalRead("by")
            )
        case "group.participants":
            .groupParticipants(
                try place.read("group"),
                try place.member("change").name(of: ChangeParticipants.Change.self),
                try place.readAll("participants"),
                by: try place.optionalRead("by")
            )
        case "group.joined":
            .groupJoined(
                try place.read("info"),
                by: try place.optionalRead("by"),
                isNew: try place.flag("new")
            )
        case "group.left":
            .groupLeft(try place.read("group"), by: try place.optionalRead("by"))
        default: nil
        }
    }
}
