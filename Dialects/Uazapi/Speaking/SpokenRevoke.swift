import DialectKit

/// `POST /message/delete`, spoken.
enum SpokenRevoke {
    static func say(
        _ command: RevokeMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Message> {
        let body: JSONObject = ["id": .string(command.message.text)]
        let request = try UpstreamRequest.uazapi(.post, "/message/delete", body, in: context)
        return .asking(request) { (reply) throws(CommandFailure) -> Told<Message> in
            let json = try reply.uazapiJSON(context)
            return Told(context.revoked(command, at: json.moment("timestamp")))
        }
    }
}
