import DialectKit

/// `POST /chat/updateBlockStatus/{instance}`.
enum BlockTalk {
    /// Says a block, or its end.
    static func say(
        _ command: BlockContact,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<BlockContact.Outcome> {
        let body: JSONObject = [
            "number": .string(command.contact.jid),
            "status": .string(command.isBlocked ? "block" : "unblock"),
        ]
        let request = try context.asking(.post, "/chat/updateBlockStatus", json: body)
        return Translation(
            .ask(request) { (reply) throws(CommandFailure) -> Conversation<BlockContact.Outcome> in
                try BlurredFailure.sort(
                    reply,
                    about: command.contact,
                    context,
                    otherwise: EvolutionFailure.broken
                ) { (reply) throws(CommandFailure) -> Told<BlockContact.Outcome> in
                    try EvolutionFailure.done(reply)
                    return Told(BlockContact.Outcome())
                }
            }
        )
    }
}
