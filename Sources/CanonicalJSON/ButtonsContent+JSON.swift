public import Canonical
public import Wire

extension ButtonsContent: JSONRepresentable {
    /// `{"kind":"buttons","title"?,"body","footer"?,"header"?,"buttons":[…]}`.
    ///
    /// The header is a file's description; a button is described at its own type.
    public var json: JSONValue {
        var object: JSONObject = ["kind": "buttons"]
        object["title"] = title.map(JSONValue.string)
        object["body"] = .string(body)
        object["footer"] = footer.map(JSONValue.string)
        object["header"] = header?.json
        object["buttons"] = .array(buttons.map(\.json))
        return .object(object)
    }

    /// Reads words with buttons.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            title: try place.optionalString("title"),
            body: try place.string("body"),
            footer: try place.optionalString("footer"),
            header: try place.optionalRead("header"),
            buttons: try place.readAll("buttons")
        )
    }
}

extension ButtonsContent.Button: JSONRepresentable {
    /// `{"title","action",…}`, with one member that belongs to the action.
    ///
    /// `reply` has `id`, `url` has `url`, `call` has `phone`, `copy` has `text`.
    public var json: JSONValue {
        let (name, key, argument) =
            switch action {
            case .reply(let id): ("reply", "id", id)
            case .url(let url): ("url", "url", url)
            case .call(let phone): ("call", "phone", phone)
            case .copy(let text): ("copy", "text", text)
            }
        return ["title": .string(title), "action": .string(name), key: .string(argument)]
    }

    /// Reads a button by its `action`.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let action = try place.member("action")
        let title = try place.string("title")
        switch try action.string() {
        case "reply": self.init(title: title, action: .reply(id: try place.string("id")))
        case "url": self.init(title: title, action: .url(try place.string("url")))
        case "call": self.init(title: title, action: .call(try place.string("phone")))
        case "copy": self.init(title: title, action: .copy(try place.string("text")))
        default: throw action.error(expected: "reply, url, call or copy")
        }
    }
}
