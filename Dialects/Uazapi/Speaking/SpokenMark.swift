import DialectKit

/// `POST /chat/read`, spoken: a chat is marked as a whole.
enum SpokenMark {
    static func say(
        _ command: MarkChat,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<MarkChat.Outcome> {
        let body: JSONObject = [
            "number": .string(command.chat.jid), "read": .bool(command.isRead),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/chat/read", body, in: context)
        return .asking(request, giving: MarkChat.Outcome(), UpstreamReply.checkUazapi(context))
    }
}
