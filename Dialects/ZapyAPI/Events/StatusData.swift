import DialectKit

/// What the event `message-status` tells.
struct StatusData {
    let instance: String
    let messageID: MessageID
    let chat: Address
    let status: String
    let at: Timestamp

    /// Reads what is to be told, nil when the chat is not known any more.
    init?(_ view: EventView) {
        guard case .messageStatus(let id, let status, let chat, _) = view.event.payload,
            let chat = chat ?? view.message?.chat, let word = status.zapyAPI
        else { return nil }
        instance = view.instance.name(in: .zapyAPI)
        messageID = id
        self.chat = chat
        self.status = word
        at = view.event.at
    }
}

extension JSONWriter {
    /// Writes the members of the event `message-status`.
    mutating func status(_ data: StatusData) {
        member("id", StableUUID.of(data.messageID, in: data.instance))
        member("messageId", data.messageID.text)
        member("chatId", data.chat.jid)
        member("status", data.status)
        member("timestamp", data.at.milliseconds)
    }
}
