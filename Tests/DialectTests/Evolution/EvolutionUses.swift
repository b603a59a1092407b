import DialectKit

/// Commands in every way in which they can be used.
enum EvolutionUses {
    /// Each kind of content, bare and with every field that it can have.
    static let sends: [SendMessage] = contents.flatMap { content in
        [
            SendMessage(recipient: EvolutionPlay.ana, content: content),
            SendMessage(
                recipient: EvolutionPlay.group,
                content: content,
                quoted: Quote(id: MessageID("3A"), sender: EvolutionPlay.ana),
                isForwarded: true,
                delayMilliseconds: 500,
                marksChatRead: true
            ),
            SendMessage(recipient: EvolutionPlay.lid, content: content, isForwarded: true),
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: content,
                quoted: Quote(id: MessageID("3A"))
            ),
        ]
    }

    static let marks: [MarkChat] = [EvolutionPlay.ana, EvolutionPlay.group, EvolutionPlay.lid]
        .flatMap {
            [
                MarkChat(chat: $0, isRead: true, upTo: MessageID("3A")),
                MarkChat(chat: $0, isRead: false, upTo: MessageID("3A")),
            ]
        }

    private static let contents: [Content] =
        [
            .text(TextContent("a")),
            .text(TextContent("a", mentions: [EvolutionPlay.ana])),
            .poll(PollContent(question: "?", options: ["a", "b"])),
            .poll(PollContent(question: "?", options: ["a", "b"], selectable: 2)),
            .list(ListContent(title: "", body: "b", footer: "", button: "c", sections: [])),
            .list(
                ListContent(
                    title: "t",
                    body: "b",
                    footer: "f",
                    button: "c",
                    sections: [
                        .init(title: "s", rows: [.init(id: "1", title: "r", description: "d")])
                    ]
                )
            ),
            .buttons(
                ButtonsContent(body: "b", buttons: [.init(title: "a", action: .reply(id: "1"))])
            ),
            .buttons(
                ButtonsContent(
                    title: "t",
                    body: "b",
                    footer: "f",
                    header: MediaContent(kind: .video, source: .bytes([1])),
                    buttons: [
                        .init(title: "a", action: .url("https://example.com")),
                        .init(title: "b", action: .call("+551")),
                        .init(title: "c", action: .copy("x")),
                    ]
                )
            ),
        ]
        + MediaContent.Kind.allCases.flatMap { kind in
            [
                .media(MediaContent(kind: kind, source: .url("https://example.com/a"))),
                .media(
                    MediaContent(
                        kind: kind,
                        source: .bytes([1]),
                        mediaType: "a/b",
                        fileName: "c",
                        caption: "d",
                        isViewOnce: true,
                        isGIF: true
                    )
                ),
            ]
        }
}
