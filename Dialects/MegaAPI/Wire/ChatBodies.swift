import DialectKit

/// The body of `POST /rest/chat/{key}/readChat`: the chat and the option at the root, the last
/// message under `messageData`.
struct ReadChatBody: WireDecodable {
    let command: MarkChat

    init(from object: WireObject) throws(WireError) {
        let chat = try object.recipient("to")
        let isRead = try object.flag("option")
        let key = try object.optionalObject("messageData")?.optionalObject("key")
        let last = if let key { try MessageKey(from: key).id } else { nil as MessageID? }
        command = MarkChat(chat: chat, isRead: isRead, upTo: last)
    }
}

/// The body of `POST /rest/chat/{key}/deleteMessage`.
struct DeleteMessageBody: WireDecodable {
    let command: RevokeMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let chat = try data.recipient("to")
        command = RevokeMessage(chat: chat, message: try data.messageKey().id)
    }
}

/// The body of `POST /rest/chat/{key}/presenceUpdateChat`, without a wrapper.
struct PresenceBody: WireDecodable {
    /// What `option` means: something in the chat, or the account's own presence.
    enum Option {
        case chat(SendChatPresence.Activity)
        case account(isAvailable: Bool)
    }

    let chat: Address
    let option: Option

    /// Reads the body; one client's node sends `pause` where the vendor's table has `paused`.
    init(from object: WireObject) throws(WireError) {
        chat = try object.recipient("to")
        let text = try object.filledString("option")
        switch text {
        case "composing": option = .chat(.composing)
        case "recording": option = .chat(.recording)
        case "paused", "pause": option = .chat(.paused)
        case "available": option = .account(isAvailable: true)
        case "unavailable": option = .account(isAvailable: false)
        default:
            throw object.invalid(
                "option",
                "must be one of composing, recording, paused, available, unavailable",
                value: text
            )
        }
    }
}

/// The body of `POST /rest/chat/{key}/blockChat`, without a wrapper.
struct BlockBody: WireDecodable {
    let command: BlockContact

    init(from object: WireObject) throws(WireError) {
        command = BlockContact(
            contact: try object.recipient("to"),
            isBlocked: try object.flag("option")
        )
    }
}
