public import Canonical
public import Wire

extension Contact: JSONRepresentable {
    /// `{"contact","lid"?,"name","picture_url"?}`.
    public var json: JSONValue {
        var object: JSONObject = ["contact": address.json]
        object["lid"] = lid.map(JSONValue.string)
        object["name"] = .string(name)
        object["picture_url"] = pictureURL.map(JSONValue.string)
        return .object(object)
    }

    /// Reads a contact.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            address: try place.read("contact"),
            lid: try place.optionalString("lid"),
            name: try place.string("name"),
            pictureURL: try place.optionalString("picture_url")
        )
    }
}

extension ChatMarks: JSONRepresentable {
    /// `{"chat","unread","archived","pinned","muted_until"?}`.
    public var json: JSONValue {
        var object: JSONObject = [
            "chat": chat.json,
            "unread": .number(JSONNumber(unread)),
            "archived": .bool(isArchived),
            "pinned": .bool(isPinned),
        ]
        object["muted_until"] = mutedUntil?.json
        return .object(object)
    }

    /// Reads a chat's marks.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            chat: try place.read("chat"),
            unread: try place.member("unread").int(),
            isArchived: try place.flag("archived"),
            isPinned: try place.flag("pinned"),
            mutedUntil: try place.optionalRead("muted_until")
        )
    }
}

extension GroupChange: JSONRepresentable {
    /// One member: `subject`, `description` (`null` when it was removed), `announce` or `locked`.
    public var json: JSONValue {
        switch self {
        case .subject(let subject): ["subject": .string(subject)]
        case .description(let text): ["description": text.map(JSONValue.string) ?? .null]
        case .announce(let isOn): ["announce": .bool(isOn)]
        case .locked(let isOn): ["locked": .bool(isOn)]
        }
    }

    /// Reads a change by the member that is there.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        if let subject = try place.optionalString("subject") {
            self = .subject(subject)
        } else if let announce = try place.optional("announce") {
            self = .announce(try announce.bool())
        } else if let locked = try place.optional("locked") {
            self = .locked(try locked.bool())
        } else {
            self = .description(try place.optionalString("description"))
        }
    }
}

extension Call: JSONRepresentable {
    /// `{"call_id","from","lid"?,"group"?,"video"}`.
    public var json: JSONValue {
        var object: JSONObject = ["call_id": .string(id), "from": from.json]
        object["lid"] = lid.map(JSONValue.string)
        object["group"] = group?.json
        object["video"] = .bool(isVideo)
        return .object(object)
    }

    /// Reads a call.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: try place.string("call_id"),
            from: try place.read("from"),
            lid: try place.optionalString("lid"),
            group: try place.optionalRead("group"),
            isVideo: try place.flag("video")
        )
    }
}

extension Label: JSONRepresentable {
    /// `{"label_id","name","color","deleted"}`.
    public var json: JSONValue {
        [
            "label_id": .string(id),
            "name": .string(name),
            "color": .number(JSONNumber(color)),
            "deleted": .bool(isDeleted),
        ]
    }

    /// Reads a label.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: try place.string("label_id"),
            name: try place.string("name"),
            color: try place.member("color").int(),
            isDeleted: try place.flag("deleted")
        )
    }
}
