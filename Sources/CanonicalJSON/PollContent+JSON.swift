public import Canonical
public import Wire

extension PollContent: JSONRepresentable {
    /// `{"kind":"poll","question","options":[…],"selectable"}`.
    public var json: JSONValue {
        [
            "kind": "poll",
            "question": .string(question),
            "options": .array(options.map(JSONValue.string)),
            "selectable": .number(JSONNumber(selectable)),
        ]
    }

    /// Reads a poll; without `selectable` one option may be chosen.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            question: try place.string("question"),
            options: try place.strings("options"),
            selectable: try place.optional("selectable")?.int() ?? 1
        )
    }
}

extension ReplyContent: JSONRepresentable {
    /// `{"kind":"reply","from":"list"|"button","id","title"}`.
    public var json: JSONValue {
        [
            "kind": "reply",
            "from": .string(kind.rawValue),
            "id": .string(id),
            "title": .string(title),
        ]
    }

    /// Reads a choice.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            kind: try place.member("from").name(of: Kind.self),
            id: try place.string("id"),
            title: try place.string("title")
        )
    }
}
