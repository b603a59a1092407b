internal import Canonical
internal import Wire

extension EventPayload {
    /// The members of what happens to groups.
    var groupMembers: JSONObject {
        var object: JSONObject = [:]
        switch self {
        case .groupChanged(let group, let change, let author):
            object["group"] = group.json
            object["change"] = change.json
            object["by"] = author?.json
        case .groupParticipants(let group, let change, let participants, let author):
            object["group"] = group.json
            object["change"] = .string(change.rawValue)
            object["participants"] = .array(participants.map(\.json))
            object["by"] = author?.json
        case .groupJoined(let group, let author, let isNew):
            object["group"] = group.id.json
            object["info"] = group.json
            object["by"] = author?.json
            object["new"] = .bool(isNew)
        case .groupLeft(let group, let author):
            object["group"] = group.json
            object["by"] = author?.json
        default: break
        }
        return object
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
