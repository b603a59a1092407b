import DialectKit

/// `POST /message/delete`, spoken.
enum SpokenRevoke {
    static func say(
        _ command: RevokeMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<Message> {
        let body: JSONObject = ["id": .string(command.message.text)]
        let request = try UpstreamRequest.uazapi(.post, "/message/delete", body, in: context)
        return Translation(asking: request) { (reply) throws(CommandFailure) -> Told<Message> in
            let json = try reply.uazapiJSON(context)
            var message = context.message ?? unknown(command, context)
            message.revokedAt = json.moment("timestamp") ?? context.now
            return Told(message)
        }
    }

    /// A message of which nothing is known but that the account wrote it.
    private static func unknown(_ command: RevokeMessage, _ context: SpokenContext) -> Message {
        Message(
            id: command.message,
            chat: command.chat,
            sender: context.own ?? command.chat,
            isFromMe: true,
            isFromAPI: true,
            sentAt: context.now,
            content: .text(TextContent(""))
        )
    }
}
