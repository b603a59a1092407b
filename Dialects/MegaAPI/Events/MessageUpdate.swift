import DialectKit

/// How far a message has come; the body is assumed, for no public page or capture shows one.
struct MessageUpdate {
    let key: EventKey
    let at: Timestamp
    /// WhatsApp's number of the status.
    let status: Int
    /// Who has it now, in a group.
    let participant: Address?

    /// Reads what is to be told, nil when the chat is not known any more.
    init?(_ view: EventView) {
        guard case .messageStatus(let id, let status, let chat, let reader) = view.event.payload,
            let chat = chat ?? view.message?.chat, let number = status.protocolNumber
        else { return nil }
        key = EventKey(
            chat: chat,
            id: id,
            isFromMe: view.message?.isFromMe ?? true,
            sender: view.message?.sender
        )
        at = view.event.at
        self.status = number
        participant = reader
    }
}

extension JSONWriter {
    /// Writes the members of a status.
    mutating func update(_ update: MessageUpdate, of instance: Instance) {
        eventHead(MegaAPIEvent.messageUpdate.rawValue, update.key, update.at, of: instance)
        member("status", update.status)
        if let participant = update.participant { member("participant", participant.jid) }
        member("isGroup", update.key.chat.isGroup)
    }
}
