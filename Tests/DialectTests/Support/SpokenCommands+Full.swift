import DialectKit

extension SpokenCommands {
    /// The commands that have optional fields, with all that go together: to a group with files
    /// given inline, and to a person known by LID with files at URLs.
    static let full: [any Command] =
        contents(isInline: true).map { send($0, to: Samples.team) }
        + contents(isInline: false).map { send($0, to: .lid("40000000000001")) }
        + [Samples.team, .lid("40000000000001")].flatMap { chat in
            [true, false].map { MarkChat(chat: chat, isRead: $0, upTo: MessageID("3EB0A1B2")) }
        }
        + [
            CheckNumbers(numbers: [.lid("40000000000001")]),
            SetPrivacy(
                changes: Dictionary(
                    uniqueKeysWithValues: PrivacySetting.allCases.map { ($0, .all) }
                )
            ),
        ]

    private static func send(_ content: Content, to recipient: Address) -> SendMessage {
        SendMessage(
            recipient: recipient,
            content: content,
            quoted: Quote(id: MessageID("73C5222F61C8DB541672CE65D79C7E4B")),
            isForwarded: true,
            delayMilliseconds: 1,
            marksChatRead: true
        )
    }

    private static func contents(isInline: Bool) -> [Content] {
        MediaContent.Kind.allCases.map { .media(media($0, isInline)) }
            + actions.map { .buttons(buttons($0, isInline)) } + [
                .text(TextContent("Olá @551188888888", mentions: [Samples.bia])),
                .list(list),
                .poll(PollContent(question: "Quando?", options: ["Hoje", "Nunca"], selectable: 2)),
                .reply(ReplyContent(kind: .list, id: "1", title: "Hoje")),
            ]
    }

    private static func media(_ kind: MediaContent.Kind, _ isInline: Bool) -> MediaContent {
        MediaContent(
            kind: kind,
            source: isInline ? .bytes([0xFF, 0xD8]) : .url("https://example.com/f"),
            mediaType: "image/jpeg",
            fileName: "f.jpg",
            caption: "Veja",
            isViewOnce: true,
            isGIF: true
        )
    }

    private static let list = ListContent(
        title: "Menu",
        body: "Escolha",
        footer: "Loja",
        button: "Ver",
        sections: [
            .init(title: "Hoje", rows: [.init(id: "1", title: "Feijoada", description: "Boa")])
        ]
    )

    /// Buttons that reply do not always go with others.
    private static let actions: [[ButtonsContent.Button]] = [
        [.init(title: "Sim", action: .reply(id: "1"))],
        [
            .init(title: "Ver", action: .url("https://example.com")),
            .init(title: "Ligar", action: .call("5511999999999")),
            .init(title: "Copiar", action: .copy("PIX")),
        ],
    ]

    private static func buttons(
        _ buttons: [ButtonsContent.Button],
        _ isInline: Bool
    ) -> ButtonsContent {
        ButtonsContent(
            title: "Menu",
            body: "Escolha",
            footer: "Loja",
            header: media(.image, isInline),
            buttons: buttons
        )
    }
}
