import DialectKit

/// `messages_update`: a message came further, or was deleted for everyone.
///
/// `MessageIDs` holds bare ids. A device's receipt has whole seconds in `Timestamp`; what the server
/// itself says has a text.
struct ReceiptEvent {
    private let id: MessageID
    private let chat: Address
    private let sender: Person
    private let isFromMe: Bool
    private let state: String
    private let kind: String
    /// The inner `Type`, whose case differs from that of `state` for own readings.
    private let innerType: String
    private let isFromDevice: Bool

    /// What an event tells, nil when it is no such event or its chat is not known.
    init?(of view: EventView) {
        switch view.event.payload {
        case .messageStatus(let id, let status, let chat, let participant):
            guard let state = status.uazapiState, let chat = chat ?? view.message?.chat else {
                return nil
            }
            self.init(id, status, state, chat, by: participant, view)
        case .messageRevoked(let id, let chat): self.init(revoking: id, chat, view)
        default: return nil
        }
    }

    /// A receipt: the peer's for what the account wrote, the account's own for what it got.
    private init(
        _ id: MessageID,
        _ status: MessageStatus,
        _ state: String,
        _ chat: Address,
        by participant: Address?,
        _ view: EventView
    ) {
        let isOwnReading = view.message?.isFromMe == false
        let isFailure = status == .failed
        self.id = id
        self.chat = chat
        isFromMe = isOwnReading || isFailure
        sender = (isFromMe ? view.me : nil) ?? view.person(participant ?? chat)
        self.state = state
        kind = isFailure ? "FailedMessage" : "ReadReceipt"
        innerType = isOwnReading && status == .read ? "read" : state
        isFromDevice = !isFromMe
    }

    /// A deletion for everyone, by the message's author.
    private init(revoking id: MessageID, _ chat: Address, _ view: EventView) {
        let author = view.message?.sender ?? chat
        self.id = id
        self.chat = chat
        isFromMe = view.message?.isFromMe ?? view.isOwn(author)
        sender = (isFromMe ? view.me : nil) ?? view.person(author)
        (state, kind, innerType) = ("Deleted", "DeletedMessage", "Deleted")
        isFromDevice = false
    }

    func telling(in view: EventView) -> Telling {
        var telling = Telling(.messagesUpdate, kind: kind) { writer in write(&writer, in: view) }
        telling.state = state
        return telling
    }

    private func write(_ writer: inout JSONWriter, in view: EventView) {
        writer.member("Chat", chat.jid)
        writer.member("chatid", chat.jid)
        writer.member("chatlid", view.chatLID(chat))
        writer.member("Sender", sender.dialable)
        sender.writeSender(&writer)
        writer.member("IsFromMe", isFromMe)
        writer.member("IsGroup", chat.isGroup)
        writer.memberArray("MessageIDs") { $0.string(id.text) }
        if isFromDevice {
            writer.member("Timestamp", view.event.at.seconds)
        } else {
            writer.member("Timestamp", view.event.at.iso8601Seconds)
        }
        writer.member("Type", innerType)
    }
}
