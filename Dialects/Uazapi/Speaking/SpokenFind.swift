import DialectKit

/// `POST /message/find`, spoken: looks for a send by the reference it carried.
enum SpokenFind {
    private static let limit = 20

    static func findSent(
        _ command: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Message?> {
        let body: JSONObject = [
            "track_id": .string(context.reference), "limit": .number(JSONNumber(limit)),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/message/find", body, in: context)
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<Message?> in
            guard let messages = try reply.uazapiJSON(context)["messages"]?.array else {
                throw UpstreamReply.unreadable
            }
            // A build that does not know the filter answers with anything.
            let found = messages.first { $0.text("track_id") == context.reference }
            return .done(Told(found.flatMap { message($0, of: command, context) }))
        }
    }

    /// The message that was found; what it says is told by the upstream alone.
    private static func message(
        _ found: JSONValue,
        of command: SendMessage,
        _ context: SpokenContext
    ) -> Message? {
        var message = SentMessage(found)?.outcome(of: command, context).message
        if let content = ToldContent(found).content { message?.content = content }
        return message
    }
}
