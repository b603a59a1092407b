import DialectKit

/// `presence`: somebody types, records or stops, the account itself included; or is online or not.
///
/// Only the account's own echo was seen; that others look alike is assumed, and so is all of the form
/// in which somebody comes online.
struct PresenceEvent {
    private let chat: Address
    private let from: Address
    private let state: String
    private var media = ""

    /// What an event tells, nil when it is no such event.
    init?(of view: EventView) {
        switch view.event.payload {
        case .chatPresence(let chat, let from, let activity):
            self.chat = chat
            self.from = from
            state = activity == .paused ? "paused" : "composing"
            if activity == .recording { media = "audio" }
        case .contactPresence(let contact, let isAvailable):
            chat = contact
            from = contact
            state = isAvailable ? "available" : "unavailable"
        default: return nil
        }
    }

    func telling(in view: EventView) -> Telling {
        Telling(.presence, kind: "presence") { writer in write(&writer, in: view) }
    }

    private func write(_ writer: inout JSONWriter, in view: EventView) {
        let sender = view.person(from)
        writer.member("Chat", chat.jid)
        writer.member("chatid", chat.jid)
        writer.member("chatlid", view.chatLID(chat))
        writer.member("Sender", sender.dialable)
        sender.writeSender(&writer)
        writer.member("SenderAlt", "")
        writer.member("RecipientAlt", "")
        writer.member("AddressingMode", "")
        writer.member("BroadcastListOwner", "")
        writer.member("BroadcastRecipients", nil as String?)
        writer.member("IsFromMe", view.isOwn(from))
        writer.member("IsGroup", chat.isGroup)
        writer.member("State", state)
        writer.member("Media", media)
    }
}
