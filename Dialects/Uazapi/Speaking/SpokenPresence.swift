import DialectKit

/// `POST /instance/presence` and `POST /message/presence`, spoken.
enum SpokenPresence {
    static func say(
        _ command: SetAvailability,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetAvailability.Outcome> {
        let word: JSONValue = command.isAvailable ? "available" : "unavailable"
        let request = try UpstreamRequest.uazapi(
            .post,
            "/instance/presence",
            ["presence": word],
            in: context
        )
        return .asking(
            request,
            giving: SetAvailability.Outcome(),
            UpstreamReply.checkUazapi(context)
        )
    }

    /// Without a `delay` it lasts until it is changed, until a message is sent, or five minutes.
    static func say(
        _ command: SendChatPresence,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendChatPresence.Outcome> {
        let body: JSONObject = [
            "number": .string(command.chat.jid), "presence": .string(command.activity.rawValue),
        ]
        let request = try UpstreamRequest.uazapi(.post, "/message/presence", body, in: context)
        return .asking(
            request,
            giving: SendChatPresence.Outcome(),
            UpstreamReply.checkUazapi(context)
        )
    }
}
