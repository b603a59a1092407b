import DialectKit

extension Route {
    /// `POST /message/delete`: deletes a message for everyone.
    ///
    /// The id alone names it, so it is looked for first.
    static let deleteMessage = Route(
        .post,
        "/message/delete",
        "message.delete",
        access: .instance,
        body: MessageIDBody.self,
        becoming: [FindMessages.self, RevokeMessage.self],
        invoke: { body, request in
            let now = request.receivedAt
            return Invocation(first: FindMessages(id: body.id)) {
                (found) throws(CommandFailure) -> Invocation in
                guard let message = found.messages.first else {
                    throw CommandFailure(.messageNotFound)
                }
                return Invocation(RevokeMessage(chat: message.chat, message: message.id)) { gone in
                    .json { writer in
                        writer.object { writer in
                            writer.member("timestamp", (gone.revokedAt ?? now).iso8601Seconds)
                            writer.member("id", gone.id.text)
                        }
                    }
                }
            }
        }
    )
}

/// A body that names a message: by its bare id, or `owner:id`.
struct MessageIDBody: WireDecodable {
    let id: MessageID

    init(from object: WireObject) throws(WireError) {
        guard let text = object.value("id")?.string, let id = MessageID(uazapi: text) else {
            throw WireError(.missing, path: "id", "invalid payload")
        }
        self.id = id
    }
}

extension MessageID {
    /// Reads the bare id or `owner:id`, nil for a text without one.
    init?(uazapi text: String) {
        guard let id = text.split(separator: ":").last, !id.isEmpty else { return nil }
        self.init(String(id))
    }
}
