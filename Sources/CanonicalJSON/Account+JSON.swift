public import Canonical
public import Wire

extension LinkedAccount: JSONRepresentable {
    /// One object with all that ``Canonical/LinkedAccount`` has.
    ///
    /// `phone`, `device`, `lid`?, `push_name`, `picture_url`?, `is_business` and `platform`.
    public var json: JSONValue {
        var object: JSONObject = [
            "phone": phone.json,
            "device": .number(JSONNumber(device)),
        ]
        object["lid"] = lid.map(JSONValue.string)
        object["push_name"] = .string(pushName)
        object["picture_url"] = pictureURL.map(JSONValue.string)
        object["is_business"] = .bool(isBusiness)
        object["platform"] = .string(platform)
        return .object(object)
    }

    /// Reads an account.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            phone: try place.read("phone"),
            device: try place.member("device").int(),
            lid: try place.optionalString("lid"),
            pushName: try place.string("push_name"),
            pictureURL: try place.optionalString("picture_url"),
            isBusiness: try place.flag("is_business"),
            platform: try place.string("platform")
        )
    }
}

extension Disconnect: JSONRepresentable {
    /// `{"at","reason"}`, the reason by the name of ``Canonical/Disconnect/Reason``.
    public var json: JSONValue {
        ["at": at.json, "reason": .string(reason.rawValue)]
    }

    /// Reads a record of an end.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            at: try place.read("at"),
            reason: try place.member("reason").name(of: Reason.self)
        )
    }
}
