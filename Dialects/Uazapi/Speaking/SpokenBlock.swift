import DialectKit

/// `POST /chat/block`, spoken.
enum SpokenBlock {
    static func say(
        _ command: BlockContact,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<BlockContact.Outcome> {
        let body: JSONObject = [
            "number": .string(command.contact.jid), "block": .bool(command.isBlocked),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/chat/block", body, in: context)
        return .asking(request, giving: BlockContact.Outcome(), UpstreamReply.checkUazapi(context))
    }
}
