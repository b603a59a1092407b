import DialectKit

/// `POST /chat/updateBlockStatus/{instance}`.
enum BlockTalk {
    /// Says a block, or its end.
    static func say(
        _ command: BlockContact,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<BlockContact.Outcome> {
        let body: JSONObject = [
            "number": .string(command.contact.jid),
            "status": .string(command.isBlocked ? "block" : "unblock"),
        ]
        let request = try context.asking(.post, "/chat/updateBlockStatus", json: body)
        return BlurredFailure.asking(
            request,
            about: command.contact,
            context,
            giving: BlockContact.Outcome()
        )
    }
}
