import DialectKit

extension ZapyAPISpoken {
    /// `POST …/presence` in a chat; it lasts until another one.
    static func presence(
        _ command: SendChatPresence,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendChatPresence.Outcome> {
        let request = try presence(
            command.activity.rawValue,
            to: try command.chat.zapyAPI(),
            context
        )
        return .asking(request, giving: SendChatPresence.Outcome(), ZapyAPIError.check)
    }

    /// `POST …/presence` for everybody; `to` is needed all the same, so the account names itself.
    static func availability(
        _ command: SetAvailability,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetAvailability.Outcome> {
        guard let own = context.own else { throw CommandFailure(.instanceNotConnected) }
        let request = try presence(
            command.isAvailable ? "available" : "unavailable",
            to: own.jid,
            context
        )
        return .asking(request, giving: SetAvailability.Outcome(), ZapyAPIError.check)
    }

    private static func presence(
        _ word: String,
        to chat: String,
        _ context: SpokenContext
    ) throws(CommandFailure) -> UpstreamRequest {
        try ZapyAPICall(context).request(
            .post,
            "presence",
            json: ["to": .string(chat), "presence": .string(word)]
        )
    }
}
