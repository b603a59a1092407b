import DialectKit

/// `DELETE /chat/deleteMessageForEveryone/{instance}`, with a body.
enum RevokeTalk {
    /// Says a deletion.
    static func say(
        _ command: RevokeMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<Message> {
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
        return Translation(asking: try context.asking(.delete, path, json: body)) {
            (reply) throws(CommandFailure) -> Told<Message> in
            try EvolutionFailure.done(reply)
            return Told(deleted(command, context))
        }
    }

    private static func deleted(_ command: RevokeMessage, _ context: SpokenContext) -> Message {
        var message =
            context.message
            ?? Message(
                id: command.message,
                chat: command.chat,
                sender: context.own ?? command.chat,
                isFromMe: true,
                isFromAPI: true,
                sentAt: context.now,
                content: .text(TextContent(""))
            )
        message.revokedAt = context.now
        return message
    }
}
