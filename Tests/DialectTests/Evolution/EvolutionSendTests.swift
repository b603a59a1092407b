import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution sends each kind of content by its own call, once")
struct EvolutionSendTests {
    /// A content, and what is asked behind `{"number":…`.
    struct Case: Sendable, CustomTestStringConvertible {
        let content: Content
        let call: String
        let body: String
        var testDescription: String { "\(content.kind) \(call)" }
    }

    private static let ana = #"{"number":"5511988888888@s.whatsapp.net","#

    private static func file(
        _ kind: MediaContent.Kind,
        _ source: MediaContent.Source = .url("https://example.com/a/b.pdf?x=1"),
        type: String? = nil,
        name: String? = nil,
        caption: String? = nil
    ) -> Content {
        .media(
            MediaContent(
                kind: kind,
                source: source,
                mediaType: type,
                fileName: name,
                caption: caption
            )
        )
    }

    private static let url = #""https://example.com/a/b.pdf?x=1""#

    static let cases: [Case] = [
        Case(content: .text(TextContent("Olá")), call: "sendText", body: #""text":"Olá"}"#),
        Case(
            content: .text(
                TextContent(
                    "@1 @2 @1",
                    mentions: [EvolutionPlay.ana, EvolutionPlay.lid, EvolutionPlay.ana]
                )
            ),
            call: "sendText",
            body:
                #""text":"@1 @2 @1","mentioned":["5511988888888@s.whatsapp.net","123456789012345@lid"]}"#
        ),
        Case(
            content: file(.image, type: "image/png", name: "a.png", caption: "Veja"),
            call: "sendMedia",
            body:
                #""mediatype":"image","media":\#(url),"mimetype":"image/png","fileName":"a.png","caption":"Veja"}"#
        ),
        Case(
            content: file(.video, .bytes([1, 2, 3])),
            call: "sendMedia",
            body: #""mediatype":"video","media":"AQID"}"#
        ),
        Case(
            content: file(.document),
            call: "sendMedia",
            body: #""mediatype":"document","media":\#(url),"fileName":"b.pdf"}"#
        ),
        Case(
            content: file(.document, .bytes([1])),
            call: "sendMedia",
            body: #""mediatype":"document","media":"AQ==","fileName":"file"}"#
        ),
        Case(
            content: file(.document, .url("https://example.com")),
            call: "sendMedia",
            body: #""mediatype":"document","media":"https://example.com","fileName":"file"}"#
        ),
        Case(
            content: file(.audio, type: "audio/mpeg", caption: "lost"),
            call: "sendMedia",
            body: #""mediatype":"audio","media":\#(url),"mimetype":"audio/mpeg"}"#
        ),
        Case(content: file(.voice), call: "sendWhatsAppAudio", body: #""audio":\#(url)}"#),
        Case(content: file(.videoNote), call: "sendPtv", body: #""video":\#(url)}"#),
        Case(content: file(.sticker), call: "sendSticker", body: #""sticker":\#(url)}"#),
        Case(
            content: .list(
                ListContent(
                    title: "Cardápio",
                    body: "Escolha",
                    footer: "",
                    button: "Ver",
                    sections: [
                        ListContent.Section(
                            title: "Pizzas",
                            rows: [
                                ListContent.Row(id: "p1", title: "Calabresa", description: ""),
                                ListContent.Row(id: "p2", title: "Mista", description: "Grande"),
                            ]
                        )
                    ]
                )
            ),
            call: "sendList",
            body:
                #""title":"Cardápio","description":"Escolha","footerText":" ","buttonText":"Ver","#
                + #""sections":[{"title":"Pizzas","rows":[{"title":"Calabresa","rowId":"p1"},"#
                + #"{"title":"Mista","rowId":"p2","description":"Grande"}]}]}"#
        ),
        Case(
            content: .buttons(
                ButtonsContent(
                    title: "Pedido",
                    body: "Confirma?",
                    footer: "Loja",
                    header: MediaContent(kind: .image, source: .url("https://example.com/p.png")),
                    buttons: [.init(title: "Sim", action: .reply(id: "s"))]
                )
            ),
            call: "sendButtons",
            body:
                #""title":"Pedido","description":"Confirma?","footer":"Loja","thumbnailUrl":"https://example.com/p.png","#
                + #""buttons":[{"type":"reply","displayText":"Sim","id":"s"}]}"#
        ),
        Case(
            content: .buttons(
                ButtonsContent(
                    body: "Fale conosco",
                    buttons: [
                        .init(title: "Site", action: .url("https://example.com")),
                        .init(title: "Ligar", action: .call("+5511999999999")),
                        .init(title: "Copiar", action: .copy("PIX")),
                    ]
                )
            ),
            call: "sendButtons",
            body:
                #""title":"Fale conosco","buttons":[{"type":"url","displayText":"Site","url":"https://example.com"},"#
                + #"{"type":"call","displayText":"Ligar","phoneNumber":"+5511999999999"},"#
                + #"{"type":"copy","displayText":"Copiar","copyCode":"PIX"}]}"#
        ),
        Case(
            content: .poll(
                PollContent(question: "Quando?", options: ["Hoje", "Amanhã"], selectable: 0)
            ),
            call: "sendPoll",
            body: #""name":"Quando?","selectableCount":0,"values":["Hoje","Amanhã"]}"#
        ),
    ]

    @Test("a kind of content is asked for in the server's own members", arguments: cases)
    func request(_ test: Case) throws {
        let command = SendMessage(recipient: EvolutionPlay.ana, content: test.content)
        let played = try EvolutionPlay.play(command, ["send.1"])
        #expect(played.said == ["POST /message/\(test.call)/loja " + Self.ana + test.body])
        #expect(played.play.requests.first?.effect == .once)
        #expect(played.play.requests.first?.body?.mediaType == "application/json")
        #expect(try played.told().outcome.message.id == MessageID("3EB0A1B2C3D4E5F60718"))
    }

    @Test(
        "people by LID, groups and channels are sent to by their full ids",
        arguments: [
            "123456789012345@lid", "120363000000000001@g.us", "120363000000000001@newsletter",
        ]
    )
    func recipients(jid: String) throws {
        let command = SendMessage(
            recipient: Samples.address(jid),
            content: .text(TextContent("oi"))
        )
        let played = try EvolutionPlay.play(command, ["send.1"])
        #expect(
            played.said == ["POST /message/sendText/loja {\"number\":\"\(jid)\",\"text\":\"oi\"}"]
        )
    }

    @Test("a quote names its message, and says it where it is words")
    func quote() throws {
        let words = Quote(
            id: MessageID("3A1B"),
            sender: EvolutionPlay.ana,
            content: .text(TextContent("Pode?"))
        )
        #expect(
            try quoted(words, in: EvolutionPlay.ana)
                == #"{"key":{"id":"3A1B","remoteJid":"5511988888888@s.whatsapp.net","fromMe":false},"message":{"conversation":"Pode?"}}"#
        )
        let own = Quote(id: MessageID("3EB0"), sender: EvolutionPlay.me)
        #expect(
            try quoted(own, in: EvolutionPlay.ana)
                == #"{"key":{"id":"3EB0","remoteJid":"5511988888888@s.whatsapp.net","fromMe":true}}"#
        )
        let inGroup = Quote(id: MessageID("3A1B"), sender: EvolutionPlay.lid)
        #expect(
            try quoted(inGroup, in: EvolutionPlay.group)
                == #"{"key":{"id":"3A1B","remoteJid":"120363000000000001@g.us","fromMe":false,"participant":"123456789012345@lid"}}"#
        )
    }

    @Test("a message says whose time, chat and status the server told")
    func outcome() throws {
        let command = SendMessage(
            recipient: Samples.address("5531988887777"),
            content: .text(TextContent("Olá"))
        )
        let message = try EvolutionPlay.play(command, ["send.3"]).told().outcome.message
        #expect(message.chat.jid == "553188887777@s.whatsapp.net")
        #expect(message.sentAt == EvolutionPlay.now)
        #expect(message.status == .queued)
        #expect(message.sender == EvolutionPlay.me)
    }

    @Test("an answer that knows the chat by LID leaves it as it was asked")
    func answeredByLID() throws {
        let command = SendMessage(recipient: EvolutionPlay.ana, content: .text(TextContent("Olá")))
        let message = try EvolutionPlay.play(command, ["send.4"]).told().outcome.message
        #expect(message.chat == EvolutionPlay.ana)
    }

    @Test("bytes above buttons get an address, or are left out")
    func sharedHeader() throws {
        let header = MediaContent(kind: .image, source: .bytes([1]), mediaType: "image/png")
        let content = ButtonsContent(
            body: "b",
            header: header,
            buttons: [.init(title: "Sim", action: .reply(id: "s"))]
        )
        let command = SendMessage(recipient: EvolutionPlay.ana, content: .buttons(content))
        let context = try EvolutionPlay.context(share: { _, type in
            "https://us.example/\(type ?? "")"
        })
        let shared = try EvolutionPlay.play(command, ["send.1"], context)
        #expect(
            shared.said.first?.contains(#""thumbnailUrl":"https://us.example/image/png""#) == true
        )
        let alone = try EvolutionPlay.play(command, ["send.1"])
        #expect(alone.said.first?.contains("thumbnailUrl") == false)
    }

    @Test(
        "what the server would refuse is refused before anything is sent",
        arguments: [
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: .reply(ReplyContent(kind: .list, id: "1", title: "a"))
            ),
            SendMessage(recipient: .status, content: .text(TextContent("a"))),
            SendMessage(recipient: .broadcast("12345"), content: .text(TextContent("a"))),
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: .poll(PollContent(question: "?", options: ["a", "a"]))
            ),
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: .poll(PollContent(question: "?", options: (0...10).map { "\($0)" }))
            ),
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: .buttons(
                    ButtonsContent(
                        body: "b",
                        buttons: (0...3).map { .init(title: "\($0)", action: .reply(id: "\($0)")) }
                    )
                )
            ),
            SendMessage(
                recipient: EvolutionPlay.ana,
                content: .buttons(
                    ButtonsContent(
                        body: "b",
                        buttons: [
                            .init(title: "a", action: .reply(id: "a")),
                            .init(title: "b", action: .url("https://example.com")),
                        ]
                    )
                )
            ),
        ]
    )
    func refused(command: SendMessage) throws {
        let context = try EvolutionPlay.context()
        let failure = #expect(throws: CommandFailure.self) {
            try EvolutionPlay.speech.commands.translate(command, context)
        }
        #expect(failure?.code == .capabilityUnsupported)
    }

    private func quoted(_ quote: Quote, in chat: Address) throws -> String? {
        let command = SendMessage(
            recipient: chat,
            content: .text(TextContent("Sim")),
            quoted: quote
        )
        let played = try EvolutionPlay.play(command, ["send.1"])
        let body = try #require(played.play.requests.first?.body?.bytes)
        return try JSONReader.read(body)["quoted"]?.text
    }
}
