import DialectKit

/// The key of a message in an event, whole, so that callers can hand it back.
struct EventKey {
    let chat: Address
    let id: MessageID
    let isFromMe: Bool
    /// Who wrote it, nil when nobody knows.
    let sender: Address?

    /// Whether many write in the chat, so that the key says who did.
    fileprivate var namesParticipant: Bool {
        switch chat {
        case .group, .broadcast, .status: !isFromMe
        case .phone, .lid, .newsletter: false
        }
    }

    /// The writer's phone where the chat hides it.
    fileprivate var senderPhone: Address? {
        guard case .lid = chat, !isFromMe, sender?.phone != nil else { return nil }
        return sender
    }
}

extension JSONWriter {
    /// Writes the members of a key.
    mutating func key(_ key: EventKey) {
        member("remoteJid", key.chat.jid)
        member("fromMe", key.isFromMe)
        member("id", key.id.text)
        if key.namesParticipant, let sender = key.sender { member("participant", sender.jid) }
        if let phone = key.senderPhone { member("senderPn", phone.jid) }
    }
}
