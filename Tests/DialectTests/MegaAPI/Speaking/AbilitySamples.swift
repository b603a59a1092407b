import DialectKit

/// For each command and variant, one that uses every field and one that uses none.
struct AbilitySample: Sendable {
    let command: String
    let variant: String?
    let losses: @Sendable () throws -> [Loss]?

    init<C: Command>(_ command: C) {
        self.command = C.traits.name
        variant = command.variant
        losses = {
            let context = VendorTalk.context(message: EventSamples.message(Samples.ana))
            return try VendorTalk.speech.commands.translate(command, context)?.losses
        }
    }
}

enum AbilitySamples {
    static let full: [AbilitySample] = sends(isFull: true) + others
    static let bare: [AbilitySample] = sends(isFull: false) + others

    static let list = ListContent(
        title: "TEste",
        body: "Testanto",
        footer: "Selecione uma forma de pagamento",
        button: "Escolha",
        sections: [
            .init(
                title: "PIX",
                rows: [.init(id: "01", title: "PIX", description: "pagamento via pix")]
            )
        ]
    )

    private static func sends(isFull: Bool) -> [AbilitySample] {
        contents(isFull: isFull).map { content in
            AbilitySample(
                SendMessage(
                    recipient: isFull ? Samples.team : Samples.ana,
                    content: content,
                    quoted: isFull ? Quote(id: MessageID("3EB0A1B2C3D4E5F60718")) : nil,
                    isForwarded: isFull,
                    delayMilliseconds: isFull ? 10 : 0,
                    marksChatRead: isFull
                )
            )
        }
    }

    private static func contents(isFull: Bool) -> [Content] {
        MediaContent.Kind.allCases.map { media($0, isFull: isFull) } + [
            .text(TextContent("Oi", mentions: isFull ? [Samples.ana] : [])), .list(list),
            .buttons(
                ButtonsContent(
                    title: isFull ? "Oi" : nil,
                    body: "Veja",
                    footer: isFull ? "Loja" : nil,
                    header: isFull
                        ? MediaContent(kind: .image, source: .url("https://e.com/a.jpg")) : nil,
                    buttons: [.init(title: "A", action: .url("https://e.com"))]
                        + (isFull
                            ? [
                                .init(title: "B", action: .reply(id: "1")),
                                .init(title: "C", action: .call("5511999999999")),
                                .init(title: "D", action: .copy("x")),
                            ] : [])
                )
            ), .poll(PollContent(question: "?", options: ["a", "b"])),
            .reply(ReplyContent(kind: .list, id: "1", title: "a")),
        ]
    }

    private static func media(_ kind: MediaContent.Kind, isFull: Bool) -> Content {
        .media(
            MediaContent(
                kind: kind,
                source: isFull ? .bytes([1]) : .url("https://e.com/a.jpg"),
                mediaType: isFull ? "image/jpeg" : nil,
                fileName: isFull ? "a.jpg" : nil,
                caption: isFull ? "Veja" : nil,
                isViewOnce: isFull,
                isGIF: isFull
            )
        )
    }

    private static let others: [AbilitySample] = link + chats + groups

    private static let link: [AbilitySample] = [
        AbilitySample(ConnectInstance()),
        AbilitySample(ConnectInstance(pairingPhone: Samples.ninth.phone)),
        AbilitySample(DisconnectInstance()), AbilitySample(RestartInstance()),
        AbilitySample(GetPrivacy()), AbilitySample(SetPrivacy(changes: [:])),
        AbilitySample(SetAvailability(isAvailable: true)),
        AbilitySample(SetAvailability(isAvailable: false)),
    ]

    private static let chats: [AbilitySample] =
        [true, false].flatMap { flag in
            [
                AbilitySample(
                    MarkChat(
                        chat: Samples.ana,
                        isRead: flag,
                        upTo: MessageID("3EB0A1B2C3D4E5F60718")
                    )
                ),
                AbilitySample(BlockContact(contact: Samples.ana, isBlocked: flag)),
                AbilitySample(ListGroups(onlyAdministered: flag)),
            ]
        }
        + [
            AbilitySample(RevokeMessage(chat: Samples.ana, message: MessageID("3EB0FF"))),
            AbilitySample(CheckNumbers(numbers: [Samples.ana])), AbilitySample(ListBlocked()),
            AbilitySample(GetProfilePicture(subject: Samples.ana)),
            AbilitySample(GetProfilePicture(subject: Samples.team)),
        ]
        + SendChatPresence.Activity.allCases.map {
            AbilitySample(SendChatPresence(chat: Samples.ana, activity: $0))
        }

    private static let groups: [AbilitySample] =
        [
            AbilitySample(CreateGroup(subject: "a", participants: [])),
            AbilitySample(GetGroup(group: Samples.team)),
            AbilitySample(LeaveGroup(group: Samples.team)),
        ]
        + ChangeParticipants.Change.allCases.map {
            AbilitySample(
                ChangeParticipants(group: Samples.team, change: $0, participants: [Samples.ana])
            )
        }
        + RestrictGroup.Restriction.allCases.map {
            AbilitySample(
                RestrictGroup(group: Samples.team, restriction: $0, onlyAdmins: true)
            )
        }
}
