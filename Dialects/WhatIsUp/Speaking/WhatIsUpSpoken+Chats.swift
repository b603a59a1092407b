import DialectKit

/// What the newer generation alone has: its answers are not shown, so any yes is one.
extension WhatIsUpSpoken {
    /// `POST /v1/channels/:id/chats/:jid/read` and `…/unread`: the whole chat.
    static func mark(
        _ command: MarkChat,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<MarkChat.Outcome> {
        let request = try WhatIsUpCall(context).request(
            .post,
            "chats",
            command.chat.jid,
            command.isRead ? "read" : "unread",
            in: .channels
        )
        return .asking(request, giving: MarkChat.Outcome(), WhatIsUpError.check)
    }

    /// `PUT /v1/channels/:id/presences/me` in a chat; it ends by itself.
    static func presence(
        _ command: SendChatPresence,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendChatPresence.Outcome> {
        let word = command.activity.whatIsUp
        let request = try presence(word, to: command.chat, context)
        return .asking(request, giving: SendChatPresence.Outcome(), WhatIsUpError.check)
    }

    /// `PUT /v1/channels/:id/presences/me` for everybody; the account names itself as the chat.
    static func availability(
        _ command: SetAvailability,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SetAvailability.Outcome> {
        guard let own = context.own else { throw CommandFailure(.instanceNotConnected) }
        let word = command.isAvailable ? "available" : "unavailable"
        let request = try presence(word, to: own, context)
        return .asking(request, giving: SetAvailability.Outcome(), WhatIsUpError.check)
    }

    private static func presence(
        _ word: String,
        to chat: Address,
        _ context: SpokenContext
    ) throws(CommandFailure) -> UpstreamRequest {
        try WhatIsUpCall(context).request(
            .put,
            "presences",
            "me",
            in: .channels,
            json: ["to": .string(chat.jid), "presence": .string(word)]
        )
    }
}

extension SendChatPresence.Activity {
    /// The vendor's word.
    fileprivate var whatIsUp: String {
        switch self {
        case .composing: "typing"
        case .recording: "recording"
        case .paused: "paused"
        }
    }
}
