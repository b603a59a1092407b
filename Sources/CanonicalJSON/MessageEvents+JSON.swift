public import Canonical
public import Wire

extension MessageEdit: JSONRepresentable {
    /// `{"message_id","edit_id","chat","sender","from_me","content"}`.
    public var json: JSONValue {
        [
            "message_id": .string(message.text),
            "edit_id": .string(id.text),
            "chat": chat.json,
            "sender": sender.json,
            "from_me": .bool(isFromMe),
            "content": content.json,
        ]
    }

    /// Reads a change.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            message: MessageID(try place.string("message_id")),
            id: MessageID(try place.string("edit_id")),
            chat: try place.read("chat"),
            sender: try place.read("sender"),
            isFromMe: try place.flag("from_me"),
            content: try place.read("content")
        )
    }
}

extension Reaction: JSONRepresentable {
    /// `{"reaction_id","message_id","chat","sender","from_me","on_own_message","emoji"}`.
    public var json: JSONValue {
        [
            "reaction_id": .string(id.text),
            "message_id": .string(message.text),
            "chat": chat.json,
            "sender": sender.json,
            "from_me": .bool(isFromMe),
            "on_own_message": .bool(isOnOwnMessage),
            "emoji": .string(emoji),
        ]
    }

    /// Reads a reaction.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: MessageID(try place.string("reaction_id")),
            message: MessageID(try place.string("message_id")),
            chat: try place.read("chat"),
            sender: try place.read("sender"),
            isFromMe: try place.flag("from_me"),
            isOnOwnMessage: try place.flag("on_own_message"),
            emoji: try place.string("emoji")
        )
    }
}

extension PollVote: JSONRepresentable {
    /// `{"vote_id","message_id","chat","voter","from_me","options"}`, the message being the poll.
    public var json: JSONValue {
        [
            "vote_id": .string(id.text),
            "message_id": .string(poll.text),
            "chat": chat.json,
            "voter": voter.json,
            "from_me": .bool(isFromMe),
            "options": .array(options.map(JSONValue.string)),
        ]
    }

    /// Reads a vote.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: MessageID(try place.string("vote_id")),
            poll: MessageID(try place.string("message_id")),
            chat: try place.read("chat"),
            voter: try place.read("voter"),
            isFromMe: try place.flag("from_me"),
            options: try place.strings("options")
        )
    }
}
