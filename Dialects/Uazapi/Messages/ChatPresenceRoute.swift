import DialectKit

extension Route {
    /// `POST /message/presence`: shows the account typing or recording in a chat, or neither.
    static let showActivity = Route(
        .post,
        "/message/presence",
        "message.presence",
        access: .instance,
        body: ChatPresenceBody.self,
        decode: { body, _ in SendChatPresence(chat: body.chat, activity: body.activity) },
        encode: { _, _ in .json(200, ["response": "Chat presence sent successfully"]) }
    )
}

/// The body of `POST /message/presence`; how long it is shown (`delay`) is read past.
struct ChatPresenceBody: WireDecodable {
    let chat: Address
    let activity: SendChatPresence.Activity

    init(from object: WireObject) throws(WireError) {
        guard let number = object.value("number")?.string, let chat = Address(parsing: number),
            let word = object.value("presence")?.string,
            let activity = SendChatPresence.Activity(rawValue: word)
        else {
            throw WireError(
                .invalidValue,
                path: "",
                "Número inválido ou tipo de presença inválido"
            )
        }
        (self.chat, self.activity) = (chat, activity)
        if let delay = try object.optionalInt("delay"), delay < 0 {
            throw object.invalid("delay", "must not be negative")
        }
    }
}
