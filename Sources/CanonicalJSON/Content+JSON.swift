public import Canonical
public import Wire

extension Content: JSONRepresentable {
    /// One object, told apart by `kind`.
    ///
    /// `text` is `{"kind","text","mentions"?}`. The kinds of ``Canonical/MediaContent/Kind``, `list`,
    /// `buttons`, `poll` and `reply` are described where their types are written.
    public var json: JSONValue {
        switch self {
        case .text(let text):
            var object: JSONObject = ["kind": "text", "text": .string(text.text)]
            if !text.mentions.isEmpty { object["mentions"] = .array(text.mentions.map(\.json)) }
            return .object(object)
        case .media(let media): return media.json
        case .list(let list): return list.json
        case .buttons(let buttons): return buttons.json
        case .poll(let poll): return poll.json
        case .reply(let reply): return reply.json
        }
    }

    /// Reads a content by its `kind`.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        switch try place.string("kind") {
        case "text":
            self = .text(
                TextContent(
                    try place.string("text"),
                    mentions: try place.readAll("mentions")
                )
            )
        case "list": self = .list(try ListContent(reading: place))
        case "buttons": self = .buttons(try ButtonsContent(reading: place))
        case "poll": self = .poll(try PollContent(reading: place))
        case "reply": self = .reply(try ReplyContent(reading: place))
        default: self = .media(try MediaContent(reading: place))
        }
    }
}
