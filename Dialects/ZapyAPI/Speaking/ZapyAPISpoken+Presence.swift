import DialectKit

extension ZapyAPISpoken {
    /// `POST …/presence` in a chat; it lasts until another one.
    static func presence(
        _ command: SendChatPresence,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<SendChatPresence.Outcome> {
        let request = try presence(
            command.activity.rawValue,
            to: try command.chat.zapyAPI(),
            context
        )
        return Translation(asking: request) { (reply) throws(CommandFailure) in
            try reply.zapyAPISuccess()
            return Told(SendChatPresence.Outcome())
        }
    }

    /// `POST …/presence` for everybody; `to` is needed all the same, so the account names itself.
    static func availability(
        _ command: SetAvailability,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<SetAvailability.Outcome> {
        guard let own = context.own else { throw CommandFailure(.instanceNotConnected) }
        let request = try presence(
            command.isAvailable ? "available" : "unavailable",
            to: own.jid,
            context
        )
        return Translation(asking: request) { (reply) throws(CommandFailure) in
            try reply.zapyAPISuccess()
            return Told(SetAvailability.Outcome())
        }
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
