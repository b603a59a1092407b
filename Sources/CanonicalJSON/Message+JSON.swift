public import Canonical
public import Wire

extension Message: JSONRepresentable {
    /// One object with all that ``Canonical/Message`` has.
    ///
    /// `id`, `chat`, `sender`, `sender_name`, `from_me`, `from_api`, `sent_at`, `content`,
    /// `quoted`?, `forwarded`, `status`, `revoked_at`?, `client_reference`? and `client_source`?.
    public var json: JSONValue {
        var object: JSONObject = [
            "id": .string(id.text),
            "chat": chat.json,
            "sender": sender.json,
            "sender_name": .string(senderName),
            "from_me": .bool(isFromMe),
            "from_api": .bool(isFromAPI),
            "sent_at": sentAt.json,
            "content": content.json,
        ]
        object["quoted"] = quoted?.json
        object["forwarded"] = .bool(isForwarded)
        object["status"] = status.json
        object["revoked_at"] = revokedAt?.json
        object["client_reference"] = clientReference.map(JSONValue.string)
        object["client_source"] = clientSource.map(JSONValue.string)
        return .object(object)
    }

    /// Reads a message.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: MessageID(try place.string("id")),
            chat: try place.read("chat"),
            sender: try place.read("sender"),
            senderName: try place.optionalString("sender_name") ?? "",
            isFromMe: try place.member("from_me").bool(),
            isFromAPI: try place.member("from_api").bool(),
            sentAt: try place.read("sent_at"),
            content: try place.read("content"),
            quoted: try place.optionalRead("quoted"),
            isForwarded: try place.flag("forwarded"),
            status: try place.read("status"),
            revokedAt: try place.optionalRead("revoked_at"),
            clientReference: try place.optionalString("client_reference"),
            clientSource: try place.optionalString("client_source")
        )
    }
}

extension Quote: JSONRepresentable {
    /// `{"id","sender"?,"content"?}`.
    public var json: JSONValue {
        var object: JSONObject = ["id": .string(id.text)]
        object["sender"] = sender?.json
        object["content"] = content?.json
        return .object(object)
    }

    /// Reads a reference to a message.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: MessageID(try place.string("id")),
            sender: try place.optionalRead("sender"),
            content: try place.optionalRead("content")
        )
    }
}
