public import Canonical
public import Wire

extension Group: JSONRepresentable {
    /// One object with all that ``Canonical/Group`` has.
    ///
    /// `id`, `subject`, `description`?, `owner`?, `created_at`, `announce`, `locked` and
    /// `participants`.
    public var json: JSONValue {
        var object: JSONObject = ["id": id.json, "subject": .string(subject)]
        object["description"] = description.map(JSONValue.string)
        object["owner"] = owner?.json
        object["created_at"] = createdAt.json
        object["announce"] = .bool(isAnnounce)
        object["locked"] = .bool(isLocked)
        object["participants"] = .array(participants.map(\.json))
        return .object(object)
    }

    /// Reads a group.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: try place.read("id"),
            subject: try place.string("subject"),
            description: try place.optionalString("description"),
            owner: try place.optionalRead("owner"),
            createdAt: try place.read("created_at"),
            isAnnounce: try place.flag("announce"),
            isLocked: try place.flag("locked"),
            participants: try place.readAll("participants")
        )
    }
}

extension Participant: JSONRepresentable {
    /// `{"id","lid"?,"role"}`.
    public var json: JSONValue {
        var object: JSONObject = ["id": address.json]
        object["lid"] = lid.map(JSONValue.string)
        object["role"] = .string(role.rawValue)
        return .object(object)
    }

    /// Reads a member.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            address: try place.read("id"),
            lid: try place.optionalString("lid"),
            role: try place.member("role").name(of: Role.self)
        )
    }
}
