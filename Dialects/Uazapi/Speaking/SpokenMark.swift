import DialectKit

/// `POST /chat/read`, spoken: a chat is marked as a whole.
enum SpokenMark {
    static func say(
        _ command: MarkChat,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<MarkChat.Outcome> {
        let body: JSONObject = [
            "number": .string(command.chat.jid), "read": .bool(command.isRead),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/chat/read", body, in: context)
        let losses = try AbilityTable.uazapi.losses(of: command)
        return Translation(losses: losses, asking: request) {
            (reply) throws(CommandFailure) -> Told<MarkChat.Outcome> in
            _ = try reply.uazapiJSON(context)
            return Told(MarkChat.Outcome())
        }
    }
}
