import DialectKit

/// `POST /chat/markMessageAsRead/{instance}` and `POST /chat/markChatUnread/{instance}`.
///
/// Both name a message, never a chat.
enum MarkTalk {
    /// Says a mark.
    static func say(
        _ command: MarkChat,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<MarkChat.Outcome> {
        guard let id = command.upTo ?? context.message?.id else {
            throw CommandFailure(.messageNotFound, "No message of this chat is known to mark")
        }
        let key: JSONValue = [
            "id": .string(id.text),
            "fromMe": .bool(context.message?.isFromMe ?? false),
            "remoteJid": .string(command.chat.jid),
        ]
        let request =
            command.isRead
            ? try context.asking(.post, "/chat/markMessageAsRead", json: ["readMessages": [key]])
            : try context.asking(.post, "/chat/markChatUnread", json: unread(key, context))
        return .asking(request, giving: MarkChat.Outcome(), EvolutionFailure.done)
    }

    private static func unread(_ key: JSONValue, _ context: SpokenContext) -> JSONObject {
        let moment = context.message?.sentAt ?? context.now
        return [
            "lastMessage": [
                "key": key,
                "messageTimestamp": .number(JSONNumber(moment.seconds)),
            ]
        ]
    }
}
