import DialectKit
import Testing

/// A send, the last part of its path, and what stands under `messageData`.
struct SpokenSend: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let route: String
    let send: SendMessage
    var known: Message?
    let data: String
}

extension MegaAPISpokenSendTests {
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

    private static let to = "\"to\":\"551199999999@s.whatsapp.net\""

    static let texts: [SpokenSend] = [
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

    static let files: [SpokenSend] = [
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

    static let menus: [SpokenSend] = [
        SpokenSend(
            testDescription: "S5: a menu",
            route: "listMessage",
            send: SendMessage(recipient: Samples.ana, content: .list(MegaAPISpokenSendTests.list)),
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
