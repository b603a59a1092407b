import DialectKit

/// The vendor's Chat object, always with all its members.
///
/// What is not known here (an address book, the CRM, the chatbot) has the vendor's default.
struct ChatObject {
    let address: Address
    var lid: String
    let owner: String
    /// The id of the vendor's row, the same for as long as account and chat are.
    let id: String
    /// The name that the person shows, or the group's.
    var name = ""
    var picture = ""
    /// The picture in full size, which only the details of a chat tell.
    var image = ""
    var isBlocked = false
    var labels: [String] = []
    var group: Group?
    var ownRole: Participant.Role?
    var marks: ChatMarks?
    /// How many are unread where no marks tell: what just came is (assumed), others are not known.
    var unread = 0
    var last: ToldMessage?

    /// The chat of an event, of which nothing else is known.
    init(_ address: Address, in view: EventView) {
        self.address = address
        lid = view.chatLID(address)
        owner = view.owner
        id = RowID.make(view.owner, address.jid)
        if let standing = view.surroundings.standing, standing.marks.chat.isSamePerson(as: address)
        {
            (marks, isBlocked, labels) = (standing.marks, standing.isBlocked, standing.labels)
        }
        if let contact = view.contact(address) {
            (name, picture) = (contact.name, contact.pictureURL ?? "")
        }
        guard address.isGroup, let group = view.group, group.id == address else { return }
        self.group = group
        name = group.subject
        ownRole = group.participants.first { view.isOwn($0.address) }?.role
    }

    /// The chat of a message, of which it is the last one.
    init(of message: ToldMessage, in view: EventView) {
        self.init(message.chat, in: view)
        last = message
        if name.isEmpty, !message.isFromMe, !address.isGroup { name = message.senderName }
        if case .messageReceived = view.event.payload { unread = 1 }
    }

    /// The chat of an event that changes it, nil for other events.
    init?(of view: EventView) {
        if case .chatChanged(let marks) = view.event.payload {
            self.init(marks.chat, in: view)
            self.marks = marks
        } else if let message = ToldMessage(of: view) {
            self.init(of: message, in: view)
        } else {
            return nil
        }
    }

    /// Writes the members, without the braces, in the order of live servers.
    func write(_ writer: inout JSONWriter) {
        writeIdentity(&writer)
        writeState(&writer)
        writeLast(&writer)
        // Milliseconds, as the vendor's other moments of messages are (assumed).
        writer.member("wa_muteEndTime", marks?.mutedUntil?.milliseconds ?? 0)
        writer.member("wa_unreadCount", marks?.unread ?? unread)
        writer.member("owner", owner)
        writer.member("phone", address.isGroup ? "" : address.phone?.uazapiText ?? "")
        writeCRM(&writer)
    }

    private func writeIdentity(_ writer: inout JSONWriter) {
        let user = address.jid.prefix { $0 != "@" }
        writer.member("id", id)
        writer.member("wa_fastid", "\(owner):\(user)")
        writer.member("wa_chatid", address.jid)
        writer.member("wa_chatlid", lid)
        writer.member("wa_archived", marks?.isArchived ?? false)
        writer.member("wa_contactName", "")
        writer.member("wa_name", name)
        writer.member("name", name)
        writer.member("image", image)
        writer.member("imagePreview", picture)
    }

    private func writeState(_ writer: inout JSONWriter) {
        writer.member("wa_ephemeralExpiration", 0)
        writer.member("wa_isBlocked", isBlocked)
        writer.member("wa_isGroup", address.isGroup)
        writer.member("wa_isGroup_admin", ownRole == .admin || ownRole == .superadmin)
        writer.member("wa_isGroup_announce", group?.isAnnounce ?? false)
        writer.member("wa_isGroup_community", false)
        writer.member("wa_isGroup_member", ownRole != nil)
        writer.member("wa_isPinned", marks?.isPinned ?? false)
        writer.memberArray("wa_label") { writer in for label in labels { writer.string(label) } }
        writer.member("wa_notes", "")
    }

    private func writeLast(_ writer: inout JSONWriter) {
        let words = last.map { $0.text.isEmpty ? $0.vote : $0.text }
        writer.member("wa_lastMessageTextVote", words ?? "")
        writer.member("wa_lastMessageType", last?.messageType ?? "")
        writer.member("wa_lastMsgTimestamp", last?.sentAt.milliseconds ?? 0)
        writer.member("wa_lastMessageSender", last?.shownSender ?? "")
    }
}

extension ChatObject {
    private static let leadTexts: [MemberName] = [
        "lead_name", "lead_fullName", "lead_email", "lead_personalid", "lead_status",
    ]
    private static let leadFields: [MemberName] = [
        "lead_field01", "lead_field02", "lead_field03", "lead_field04", "lead_field05",
        "lead_field06", "lead_field07", "lead_field08", "lead_field09", "lead_field10",
        "lead_field11", "lead_field12", "lead_field13", "lead_field14", "lead_field15",
        "lead_field16", "lead_field17", "lead_field18", "lead_field19", "lead_field20",
    ]

    private func writeCRM(_ writer: inout JSONWriter) {
        for name in Self.leadTexts { writer.member(name, "") }
        writer.memberArray("lead_tags") { _ in }
        writer.member("lead_notes", "")
        writer.member("lead_isTicketOpen", false)
        writer.member("lead_assignedAttendant_id", "")
        writer.member("lead_kanbanOrder", 0)
        for name in Self.leadFields { writer.member(name, "") }
        writer.member("chatbot_agentResetMemoryAt", 0)
        writer.member("chatbot_lastTrigger_id", "")
        writer.member("chatbot_lastTriggerAt", 0)
        writer.member("chatbot_disableUntil", 0)
    }
}

extension PhoneNumber {
    /// `+55 11 99999-9999`; numbers of other countries, whose form was not seen, by their digits.
    var uazapiText: String {
        guard isBrazilian else { return "+" + digits }
        let local = digits.dropFirst(4)
        return "+55 \(digits.dropFirst(2).prefix(2)) \(local.dropLast(4))-\(local.suffix(4))"
    }
}
