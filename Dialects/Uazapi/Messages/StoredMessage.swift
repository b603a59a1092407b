import DialectKit

/// The vendor's Message object as its database has it: without `type`, `mediaType` and `groupName`.
///
/// Reactions, edits and votes are not rows here, so their members are empty.
struct StoredMessage {
    private let message: Message
    private let owner: String
    private let told: ToldMessage

    init(_ message: Message, of account: LinkedAccount?) {
        self.message = message
        owner = account?.phone.digits ?? ""
        told = ToldMessage(stored: message, of: account)
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", "\(owner):\(message.id.text)")
        writer.member("messageid", message.id.text)
        writer.member("chatid", message.chat.jid)
        writer.member("sender", told.shownSender)
        told.sender.writeSender(&writer)
        writer.member("senderName", message.senderName)
        writer.member("isGroup", message.chat.isGroup)
        writer.member("fromMe", message.isFromMe)
        writer.member("wasSentByApi", message.isFromAPI)
        writer.member("messageType", told.messageType)
        writer.member("source", told.source)
        writer.member("messageTimestamp", message.sentAt.milliseconds)
        writer.member("status", status)
        writer.member("text", told.text)
        writer.member("quoted", told.quoted)
        writer.member("edited", "")
        writer.member("reaction", "")
        writer.member("vote", told.vote)
        writer.member("convertOptions", told.options)
        writer.member("buttonOrListid", told.choice)
        writer.member("owner", owner)
        told.writeContent(&writer)
        writer.member("track_source", told.trackSource)
        writer.member("track_id", told.trackID)
    }

    /// How far it has come; what was received has no word of its own (assumed).
    private var status: String {
        if message.revokedAt != nil { return "Deleted" }
        guard message.isFromMe else { return "" }
        switch message.status {
        case .accepted, .queued, .unknown: return "Pending"
        case .sent: return "Sent"
        case .delivered: return "Delivered"
        case .read: return "Read"
        case .played: return "Played"
        case .failed: return "Failed"
        case .canceled: return "Canceled"
        }
    }
}

extension ToldMessage {
    /// A message of the journal, as the account it belongs to knows it.
    fileprivate init(stored message: Message, of account: LinkedAccount?) {
        id = message.id
        chat = message.chat
        let own = message.isFromMe ? account : nil
        sender = own.map { Person(.phone($0.phone), lid: $0.lid) } ?? Person(message.sender)
        isFromMe = message.isFromMe
        isFromAPI = message.isFromAPI
        senderName = message.senderName
        sentAt = message.sentAt
        quoted = message.quoted?.id.text ?? ""
        trackID = message.clientReference ?? ""
        trackSource = message.clientSource ?? ""
        take(message.content, of: message)
    }
}
