import Canonical

/// Canonical values of every shape.
enum CanonicalSamples {
    static let moment = Timestamp(milliseconds: 1_790_000_000_123)
    static let person = address("5511988888888")
    static let group = address("120363000000000001@g.us")

    static let kept = KeptMedia(
        sha256: "9f86d081884c7d65",
        byteCount: 9_007_199_254_740_993,
        mediaType: "image/png",
        mediaKey: "a2V5",
        encryptedSHA256: "c2hh",
        directPath: "/v/t62.7118-24/1_n.enc",
        encryptedURL: "https://mmg.whatsapp.net/v/1"
    )

    static let contents: [Content] =
        [
            .text(TextContent("")),
            .text(TextContent("a \"b\" \\ \u{0} \u{1F600} é e\u{301}")),
            .text(
                TextContent("@5511988888888", mentions: [person, address("12345678901234@lid")])
            ),
            .list(list),
            .list(ListContent(title: "", body: "", footer: "", button: "", sections: [])),
            .buttons(ButtonsContent(body: "b", buttons: [])),
            .buttons(buttons),
        ] + media.map { .media($0) }

    static let media: [MediaContent] =
        MediaContent.Kind.allCases.map { MediaContent(kind: $0, source: .url("https://a.b/c?d=e")) }
        + (0...5).map {
            MediaContent(kind: .image, source: .bytes((0..<$0).map { 251 &+ UInt8($0) }))
        }
        + [
            MediaContent(
                kind: .document,
                source: .kept(kept),
                mediaType: "application/pdf",
                fileName: "nota.pdf",
                caption: "",
                isViewOnce: true,
                isGIF: true
            )
        ]

    static let list = ListContent(
        title: "t",
        body: "b",
        footer: "f",
        button: "open",
        sections: [
            ListContent.Section(title: "s", rows: []),
            ListContent.Section(
                title: "",
                rows: [ListContent.Row(id: "1", title: "one", description: "")]
            ),
        ]
    )

    static let buttons = ButtonsContent(
        title: "t",
        body: "b",
        footer: "f",
        header: MediaContent(kind: .image, source: .kept(kept)),
        buttons: [
            ButtonsContent.Button(title: "a", action: .reply(id: "1")),
            ButtonsContent.Button(title: "b", action: .url("https://a.b")),
            ButtonsContent.Button(title: "c", action: .call("+5511999999999")),
            ButtonsContent.Button(title: "d", action: .copy("PIX")),
        ]
    )

    static let messages: [Message] =
        contents.map { message($0) }
        + MessageStatus.allCases.map { status in
            var message = message(.text(TextContent("x")))
            message.status = status
            message.quoted = Quote(id: MessageID("3EB0"), sender: person, content: contents[2])
            message.revokedAt = moment
            message.clientReference = "ref"
            message.clientSource = "shop"
            message.isForwarded = true
            return message
        }

    static let payloads: [EventPayload] =
        [
            .instanceState(name: "connected", previous: "created", reason: nil),
            .instanceState(name: "connected", previous: nil, reason: nil),
            .pairingQR(text: "2@abc,d", attempt: 3, expiresAt: moment),
            .pairingCode(code: "ABCD1234", expiresAt: moment),
            .pairingSuccess(phone: number("5511999999999")),
            .messageReceived(MessageID("3EB0A"), chat: nil),
            .messageReceived(MessageID("3EB0A"), chat: person),
            .messageSent(MessageID("3EB0A"), chat: group),
            .messageStatus(MessageID("3EB0A"), .read, chat: nil, participant: nil),
            .messageStatus(MessageID("3EB0A"), .played, chat: group, participant: person),
            .messageEdited(
                MessageEdit(
                    message: MessageID("3EB0A"),
                    id: MessageID("3EB0B"),
                    chat: group,
                    sender: person,
                    isFromMe: false,
                    content: contents[0]
                )
            ),
            .messageReaction(
                Reaction(
                    id: MessageID("3EB0B"),
                    message: MessageID("3EB0A"),
                    chat: group,
                    sender: person,
                    isFromMe: true,
                    isOnOwnMessage: true,
                    emoji: "👍"
                )
            ),
            .messagePollVote(
                PollVote(
                    id: MessageID("3EB0B"),
                    poll: MessageID("3EB0A"),
                    chat: group,
                    voter: person,
                    isFromMe: false,
                    options: ["a", "b"]
                )
            ),
            .contactPresence(person, isAvailable: true),
            .contactChanged(
                Contact(address: person, lid: "1", name: "Ana", pictureURL: "https://a"),
                isNew: true
            ),
            .contactChanged(Contact(address: person, lid: nil, name: ""), isNew: false),
            .contactBlocked(person, isBlocked: true),
            .chatChanged(
                ChatMarks(
                    chat: group,
                    unread: 3,
                    isArchived: true,
                    isPinned: true,
                    mutedUntil: moment
                )
            ),
            .callOffered(Call(id: "A1", from: person, lid: "1", group: nil, isVideo: true)),
            .labelChanged(Label(id: "1", name: "New", color: 3)),
            .labelAttached("1", chat: person, isAttached: true),
            .webhookFailed(endpoint: "whk_1", reason: .gone),
            .other(kind: "raw", json: #"{"a":1}"#),
            .messageRevoked(MessageID("3EB0A"), chat: group),
            .groupJoined(
                Group(
                    id: group,
                    subject: "S",
                    description: "D",
                    owner: person,
                    createdAt: moment,
                    isAnnounce: true,
                    participants: [Participant(address: person, lid: "1", role: .admin)]
                ),
                by: person,
                isNew: true
            ),
            .groupLeft(group, by: nil),
        ]
        + Disconnect.Reason.allCases.map {
            .instanceState(name: "disconnected", previous: "connected", reason: $0)
        }
        + [
            GroupChange.subject("S"), .description("D"), .description(nil), .announce(true),
            .locked(false),
        ].map { .groupChanged(group, $0, by: person) }
        + Call.End.allCases.map {
            .callEnded(Call(id: "A1", from: person, lid: nil, group: group, isVideo: false), $0)
        }
        + SendChatPresence.Activity.allCases.map {
            .chatPresence(chat: group, from: person, $0)
        }
        + ChangeParticipants.Change.allCases.map {
            .groupParticipants(group, $0, [Participant(address: person, role: .member)], by: nil)
        }

    static let states: [LinkState] = [
        .created, .starting, .pairingExpired, .connected, .reconnecting, .paused, .disconnected,
        .loggedOut, .failed("banned"),
        .awaitingPairing(
            PairingCode(
                method: .qr(text: "2@abc", imageURL: "data:image/png;base64,AA=="),
                attempt: 1,
                expiresAt: moment
            )
        ),
        .awaitingPairing(
            PairingCode(
                method: .code("ABCD1234", phone: number("5511999999999")),
                attempt: 2,
                expiresAt: moment
            )
        ),
    ]

    static let accounts = [
        LinkedAccount(phone: number("553188887777"), device: 0, pushName: ""),
        LinkedAccount(
            phone: number("5511999999999"),
            device: 57,
            lid: "12345678901234",
            pushName: "Loja",
            pictureURL: "https://a.b/p.jpg",
            isBusiness: true,
            platform: "smba"
        ),
    ]

    static func address(_ text: String) -> Address {
        guard let address = Address(parsing: text) else { preconditionFailure("no address") }
        return address
    }

    static func number(_ text: String) -> PhoneNumber {
        guard let number = PhoneNumber(text) else { preconditionFailure("no number") }
        return number
    }

    private static func message(_ content: Content) -> Message {
        Message(
            id: MessageID("3EB0F"),
            chat: group,
            sender: person,
            senderName: "Ana",
            isFromMe: false,
            isFromAPI: false,
            sentAt: moment,
            content: content
        )
    }
}
