import DialectKit

/// `DELETE /chat/deleteMessageForEveryone/{instance}`, with a body.
enum RevokeTalk {
    /// Says a deletion.
    static func say(
        _ command: RevokeMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Message> {
        let isFromMe = context.message?.isFromMe ?? true
        var body: JSONObject = [
            "id": .string(command.message.text),
            "fromMe": .bool(isFromMe),
            "remoteJid": .string(command.chat.jid),
        ]
        if command.chat.isGroup, !isFromMe, let sender = context.message?.sender {
            body["participant"] = .string(sender.jid)
        }
        let path = "/chat/deleteMessageForEveryone"
        return .asking(try context.asking(.delete, path, json: body)) {
            (reply) throws(CommandFailure) -> Told<Message> in
            try EvolutionFailure.done(reply)
            return Told(context.revoked(command))
        }
    }
}
