import DialectKit

/// One command of each kind that upstreams carry, and what each may use besides.
enum SpokenCommands {
    /// Every command and variant, with no optional field.
    static let bare: [any Command] = sends + others

    /// A send of every kind of content.
    static let sends: [SendMessage] = Content.kinds.compactMap { kind in
        content(kind).map { SendMessage(recipient: Samples.ninth, content: $0) }
    }

    private static let others: [any Command] =
        [
            ConnectInstance(), ConnectInstance(pairingPhone: Samples.ninth.phone),
            DisconnectInstance(), RestartInstance(),
            MarkChat(chat: Samples.ana, isRead: true), MarkChat(chat: Samples.ana, isRead: false),
            RevokeMessage(chat: Samples.ana, message: MessageID("3EB0A1B2")),
            CheckNumbers(numbers: [Samples.ana]), GetProfilePicture(subject: Samples.ana),
            GetProfilePicture(subject: Samples.team),
            BlockContact(contact: Samples.ana, isBlocked: true),
            BlockContact(contact: Samples.ana, isBlocked: false),
            ListBlocked(),
            CreateGroup(subject: "Time", participants: [Samples.ana]),
            ListGroups(onlyAdministered: false), ListGroups(onlyAdministered: true),
            GetGroup(group: Samples.team), LeaveGroup(group: Samples.team), GetPrivacy(),
            SetPrivacy(changes: [.lastSeen: .none]), SetAvailability(isAvailable: true),
            SetAvailability(isAvailable: false),
        ]
        + SendChatPresence.Activity.allCases.map {
            SendChatPresence(chat: Samples.ana, activity: $0)
        }
        + ChangeParticipants.Change.allCases.map {
            ChangeParticipants(group: Samples.team, change: $0, participants: [Samples.ana])
        }
        + RestrictGroup.Restriction.allCases.map {
            RestrictGroup(group: Samples.team, restriction: $0, onlyAdmins: true)
        }

    /// The optional fields that a send or a mark of a chat may use; the engine sees to the delay.
    static let fields = [
        "mentions", "quoted", "forwarded", "marks_read", "group_recipient", "lid_recipient",
        "inline_bytes", "media_type", "file_name", "caption", "view_once", "gif", "up_to",
    ]

    /// The same command with that field used, nil where it has none.
    static func using(_ field: String, _ command: any Command) -> (any Command)? {
        if let mark = command as? MarkChat, field == "up_to" {
            return MarkChat(chat: mark.chat, isRead: mark.isRead, upTo: MessageID("3EB0A1B2"))
        }
        guard var send = command as? SendMessage else { return nil }
        switch field {
        case "quoted": send.quoted = Quote(id: MessageID("73C5222F61C8DB541672CE65D79C7E4B"))
        case "forwarded": send.isForwarded = true
        case "marks_read": send.marksChatRead = true
        case "group_recipient": send.recipient = Samples.team
        case "lid_recipient": send.recipient = .lid("40000000000001")
        default: send.content = send.content.using(field)
        }
        return send.fields.contains(field) ? send : nil
    }

    private static func content(_ kind: String) -> Content? {
        switch kind {
        case "text": .text(TextContent("Olá"))
        case "list":
            .list(ListContent(title: "", body: "Menu", footer: "", button: "Ver", sections: []))
        case "buttons": .buttons(ButtonsContent(body: "Escolha", buttons: []))
        case "poll": .poll(PollContent(question: "Quando?", options: ["Hoje", "Nunca"]))
        case "reply": .reply(ReplyContent(kind: .list, id: "1", title: "Hoje"))
        default:
            MediaContent.Kind(rawValue: kind).map {
                .media(MediaContent(kind: $0, source: .url("https://example.com/f")))
            }
        }
    }
}

extension Content {
    /// The same with that field used, as far as it has one.
    fileprivate func using(_ field: String) -> Content {
        if case .text(var text) = self, field == "mentions" {
            text.mentions = [Samples.bia]
            return .text(text)
        }
        guard case .media(var media) = self else { return self }
        switch field {
        case "inline_bytes": media.source = .bytes([0xFF, 0xD8])
        case "media_type": media.mediaType = "image/png"
        case "file_name": media.fileName = "a.pdf"
        case "caption": media.caption = "Veja"
        case "view_once": media.isViewOnce = true
        case "gif": media.isGIF = true
        default: break
        }
        return .media(media)
    }
}
