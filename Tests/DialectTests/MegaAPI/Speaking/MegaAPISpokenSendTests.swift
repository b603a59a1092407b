import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API is asked to send")
struct MegaAPISpokenSendTests {
    @Test("a content becomes this request, byte for byte", arguments: texts + files + menus)
    func request(expected: SpokenSend) throws {
        let context = VendorTalk.context(message: expected.known) { bytes, type in
            "https://gateway.example/\(bytes.count)/\(type ?? "")"
        }
        let request = try VendorTalk.request(expected.send, context)
        #expect(request.method == .post)
        #expect(request.target == "/rest/sendMessage/megastart-abc/\(expected.route)")
        #expect(request.effect == .once)
        let body = "{\"messageData\":\(expected.data)}"
        #expect(request.text == (try JSONReader.read(text: body).text))
    }

    @Test("an answer gives the message's id, chat and moment")
    func answer() throws {
        let send = SendMessage(recipient: Samples.ana, content: VendorTalk.file(.document))
        let told = try VendorTalk.told(send, answers: "mediaUrl.1")
        let message = told.outcome.message
        #expect(message.id == MessageID("BAE5E1B0B0627AD9"))
        #expect(message.chat == Samples.ninth, "the chat is the one that the vendor resolved")
        #expect(message.sentAt == Timestamp(milliseconds: 1_658_264_653_000))
        #expect(message.status == .queued)
        #expect(message.isFromMe && message.isFromAPI)
        #expect(told.losses == [])
        #expect(told.observations == [])
    }

    @Test("an answer by LID to a phone says that both are one person")
    func identity() throws {
        let send = SendMessage(recipient: Samples.ninth, content: .text(TextContent("Oi")))
        let told = try VendorTalk.told(send, answers: "text.1")
        let phone = try #require(Samples.ninth.phone)
        #expect(told.outcome.message.chat == Samples.ninth)
        #expect(told.outcome.message.status == .sent)
        #expect(
            told.observations.map(\.kind) == [.identity(lid: "100000000000001", phone: phone)]
        )
    }

    @Test("a plan that cannot mention gets the words alone, once")
    func mentions() throws {
        let text = TextContent("Oi @551199999999", mentions: [Samples.ana])
        let send = SendMessage(recipient: Samples.team, content: .text(text))
        let (losses, play) = try VendorTalk.say(send, answers: "refusal.6", "mediaUrl.1")
        #expect(play.requests.map(\.target).last == "/rest/sendMessage/megastart-abc/text")
        #expect(play.requests.count == 2)
        #expect(losses.map(\.path) == ["mentions"])
        #expect(throws: Never.self) { try play.end?.get() }
    }

    @Test(
        "a mention whose end is unknown is not sent again",
        arguments: ["refusal.2", "refusal.10"]
    )
    func onceOnly(answer: String) throws {
        let text = TextContent("Oi", mentions: [Samples.ana])
        let send = SendMessage(recipient: Samples.team, content: .text(text))
        let (_, play) = try VendorTalk.say(send, answers: answer, "mediaUrl.1")
        #expect(play.requests.count == 1)
        #expect(throws: CommandFailure.self) { try play.end?.get() }
    }

    @Test("a quoted message that nobody knows is told as a loss")
    func unknownQuote() throws {
        let send = SendMessage(
            recipient: Samples.ana,
            content: .text(TextContent("Sim")),
            quoted: Quote(id: MessageID("3EB0FF"))
        )
        let told = try VendorTalk.told(send, answers: "mediaUrl.1")
        #expect(told.losses.map(\.path) == ["quoted"])
    }

    @Test(
        "a media type that nobody named comes from the file's name, else from its kind",
        arguments: [
            (MediaContent.Kind.image, "https://e.com/a.PNG?b=c.mp4", "image/png", false),
            (.voice, "https://e.com/a.opus", "audio/ogg; codecs=opus", false),
            (.image, "https://e.com/a.pdf", "image/jpeg", true),
            (.document, "https://e.com/a", "application/octet-stream", true),
        ]
    )
    func mediaType(
        kind: MediaContent.Kind,
        url: String,
        type: String,
        isStandIn: Bool
    ) throws {
        let file = Content.media(MediaContent(kind: kind, source: .url(url)))
        let send = SendMessage(recipient: Samples.ana, content: file)
        let (_, play) = try VendorTalk.say(send, answers: "mediaUrl.1")
        let body = try JSONReader.read(text: try #require(play.requests.first?.text))
        #expect(body["messageData"]?["mimeType"]?.string == type)
        let losses = try #require(play.end).get().losses
        #expect(losses.map(\.kind) == (isStandIn ? [.synthesised] : []))
    }

    @Test("a success that names no message is not understood")
    func noKey() throws {
        let send = SendMessage(recipient: Samples.ana, content: .text(TextContent("Oi")))
        let (_, play) = try VendorTalk.say(send, answers: "done.1")
        #expect(throws: UpstreamReply.unreadable) { try play.end?.get() }
    }

    @Test(
        "what the vendor's engine would take for a phone is not sent to",
        arguments: ["status@broadcast", "120363000000000000@newsletter"]
    )
    func unreachable(address: String) {
        let send = SendMessage(
            recipient: Samples.address(address),
            content: .text(TextContent("Oi"))
        )
        #expect(throws: CommandFailure.self) { try VendorTalk.request(send) }
    }

    @Test("a header without a URL is refused when nothing can share it")
    func header() {
        let buttons = ButtonsContent(
            body: "Veja",
            header: MediaContent(kind: .image, source: .bytes([1])),
            buttons: [ButtonsContent.Button(title: "Abrir", action: .url("https://e.com"))]
        )
        let send = SendMessage(recipient: Samples.ana, content: .buttons(buttons))
        #expect(throws: CommandFailure.self) { try VendorTalk.request(send) }
    }
}

/// A send, the last part of its path, and what stands under `messageData`.
struct SpokenSend: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let route: String
    let send: SendMessage
    var known: Message?
    let data: String
}

extension MegaAPISpokenSendTests {
    private static let to = "\"to\":\"551199999999@s.whatsapp.net\""

    private static let texts: [SpokenSend] = [
        SpokenSend(
            testDescription: "words",
            route: "text",
            send: SendMessage(recipient: Samples.ana, content: .text(TextContent("Olá \"você\""))),
            data: "{\(to),\"text\":\"Olá \\\"você\\\"\"}"
        ),
        SpokenSend(
            testDescription: "words to a LID",
            route: "text",
            send: SendMessage(
                recipient: .lid("100000000000001"),
                content: .text(TextContent("Oi"))
            ),
            data: #"{"to":"100000000000001@lid","text":"Oi"}"#
        ),
        SpokenSend(
            testDescription: "mentions",
            route: "textMentioned",
            send: SendMessage(
                recipient: Samples.team,
                content: .text(TextContent("Oi @551188888888", mentions: [Samples.bia]))
            ),
            data: """
                {"to":"120363041490582303@g.us","text":"Oi @551188888888",
                "mentions":["551188888888@s.whatsapp.net"]}
                """
        ),
        SpokenSend(
            testDescription: "an answer hands the message back as it was told",
            route: "quoteMessage",
            send: SendMessage(
                recipient: Samples.ana,
                content: .text(TextContent("Sim")),
                quoted: Quote(id: MessageID("3EB0A1B2C3D4E5F60718"))
            ),
            known: EventSamples.message(Samples.ana, "Vamos?"),
            data: """
                {\(to),"text":"Sim","key":{"remoteJid":"551199999999@s.whatsapp.net",
                "fromMe":false,"id":"3EB0A1B2C3D4E5F60718"},"message":{"conversation":"Vamos?",
                "messageContextInfo":{"deviceListMetadata":{},"deviceListMetadataVersion":2}}}
                """
        ),
        SpokenSend(
            testDescription: "an answer to what only the caller knows",
            route: "quoteMessage",
            send: SendMessage(
                recipient: Samples.team,
                content: .text(TextContent("Sim")),
                quoted: Quote(
                    id: MessageID("3EB0FF"),
                    sender: Samples.bia,
                    content: .text(TextContent("Vamos?"))
                )
            ),
            data: """
                {"to":"120363041490582303@g.us","text":"Sim","key":{
                "remoteJid":"120363041490582303@g.us","fromMe":false,"id":"3EB0FF",
                "participant":"551188888888@s.whatsapp.net"},"message":{"conversation":"Vamos?",
                "messageContextInfo":{"deviceListMetadata":{},"deviceListMetadataVersion":2}}}
                """
        ),
    ]

    private static let files: [SpokenSend] = [
        SpokenSend(
            testDescription: "S3: a document by URL, without the caption that it cannot have",
            route: "mediaUrl",
            send: SendMessage(
                recipient: Samples.ana,
                content: VendorTalk.file(.document, caption: "string")
            ),
            data: """
                {\(to),"url":"https://example.com/a.pdf","fileName":"a.pdf","type":"document",
                "mimeType":"application/pdf"}
                """
        ),
        SpokenSend(
            testDescription: "a picture in bytes",
            route: "mediaBase64",
            send: SendMessage(
                recipient: Samples.ana,
                content: .media(
                    MediaContent(
                        kind: .image,
                        source: .bytes([1, 2, 3]),
                        mediaType: "image/png",
                        caption: "Veja",
                        isViewOnce: true
                    )
                )
            ),
            data: """
                {\(to),"base64":"data:image/png;base64,AQID","type":"image","caption":"Veja",
                "mimeType":"image/png","viewOnce":true}
                """
        ),
        SpokenSend(
            testDescription: "a film that loops",
            route: "mediaUrl",
            send: SendMessage(
                recipient: Samples.ana,
                content: .media(
                    MediaContent(
                        kind: .video,
                        source: .url("https://example.com/a.mp4"),
                        mediaType: "video/mp4",
                        isGIF: true
                    )
                )
            ),
            data: """
                {\(to),"url":"https://example.com/a.mp4","type":"video","mimeType":"video/mp4",
                "gifPlayback":true}
                """
        ),
    ]

    private static let menus: [SpokenSend] = [
        SpokenSend(
            testDescription: "S5: a menu",
            route: "listMessage",
            send: SendMessage(recipient: Samples.ana, content: .list(AbilitySamples.list)),
            data: """
                {\(to),"buttonText":"Escolha","text":"Testanto","title":"TEste",
                "description":"Selecione uma forma de pagamento","sections":[{"title":"PIX",
                "rows":[{"title":"PIX","description":"pagamento via pix","rowId":"01"}]}],
                "listType":0}
                """
        ),
        SpokenSend(
            testDescription: "S4: a template of the page's example",
            route: "templateMessage",
            send: SendMessage(
                recipient: Samples.ana,
                content: .buttons(
                    ButtonsContent(
                        title: "Message Title",
                        body: "Message Text",
                        footer: "Message Footer",
                        header: MediaContent(
                            kind: .image,
                            source: .url("https://www.example.com/imagem.jpg")
                        ),
                        buttons: [
                            .init(title: "Copy", action: .copy("Your text for copy")),
                            .init(title: "Open", action: .url("https://google.com")),
                            .init(title: "Call", action: .call("918788889688")),
                        ]
                    )
                )
            ),
            data: """
                {\(to),"title":"Message Title","text":"Message Text","footer":"Message Footer",
                "type":"image","mediaUrl":"https://www.example.com/imagem.jpg","buttons":[
                {"type":"copy","title":"Copy","payload":"Your text for copy"},
                {"type":"url","title":"Open","payload":"https://google.com"},
                {"type":"call","title":"Call","payload":"918788889688"}]}
                """
        ),
        SpokenSend(
            testDescription: "a template of the page's table, for it has a reply",
            route: "templateMessage",
            send: SendMessage(
                recipient: Samples.ana,
                content: .buttons(
                    ButtonsContent(
                        body: "Confirma?",
                        footer: "Loja",
                        buttons: [
                            .init(title: "Sim", action: .reply(id: "1")),
                            .init(title: "Site", action: .url("https://e.com")),
                            .init(title: "Ligar", action: .call("5511999999999")),
                        ]
                    )
                )
            ),
            data: """
                {\(to),"text":"Confirma?","footerText":"Loja","buttons":[
                {"type":"replyButton","title":"Sim"},
                {"type":"urlButton","title":"Site","payload":"https://e.com"},
                {"type":"callButton","title":"Ligar","payload":"5511999999999"}]}
                """
        ),
        SpokenSend(
            testDescription: "a header in bytes is shared for a while",
            route: "templateMessage",
            send: SendMessage(
                recipient: Samples.ana,
                content: .buttons(
                    ButtonsContent(
                        body: "Veja",
                        header: MediaContent(
                            kind: .image,
                            source: .bytes([1, 2]),
                            mediaType: "image/png"
                        ),
                        buttons: [.init(title: "Abrir", action: .url("https://e.com"))]
                    )
                )
            ),
            data: """
                {\(to),"text":"Veja","type":"image",
                "mediaUrl":"https://gateway.example/2/image/png",
                "buttons":[{"type":"url","title":"Abrir","payload":"https://e.com"}]}
                """
        ),
    ]
}
