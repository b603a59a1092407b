import DialectKit
import MegaAPI
import Testing

@Suite("mega-API sends") struct MegaAPISendTests {
    @Test("a documented request becomes its command and answers byte for byte", arguments: sends)
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(MegaAPIDialect())
    }

    static let sends: [RouteExchange] = [
        mediaURL, mediaURLToMany, template, oldTemplate, list, quote, text, image, voice,
    ]

    /// The answer of every send to one recipient.
    private static func answer(_ id: String, _ message: String, at seconds: Int) -> String {
        """
        {"error":false,"message":"Message sent","messageData":{"key":{
        "remoteJid":"551199999999@s.whatsapp.net","fromMe":true,"id":"\(id)"},
        "message":\(message),"messageTimestamp":"\(seconds)","status":"PENDING"}}
        """
    }

    static let documentMessage = """
        {"documentMessage":{
        "url":"https://mmg.whatsapp.net/d/f/Aj6_GzzU7aOz.enc",
        "mimetype":"application/pdf",
        "fileSha256":"bwiIc7hMuMF20BKWmXdDDj86aSIi1uJvWWZEpG45Lcc=",
        "fileLength":"10527",
        "mediaKey":"htt1ZMGaNR4uASHMnod/BrptPtXcr4LBaQhK/cd9iy8=",
        "fileName":"pdfExemplo.png",
        "fileEncSha256":"pRgNlhsG/p3wJqTBFJGpotdBBfUUoFG57G9emex/Jc8=",
        "directPath":"/v/t62.7119-24/34637413.enc?ccb=11-4&oh=01&oe=62FC1CC0",
        "mediaKeyTimestamp":"1658264653"}}
        """

    private static let mediaURL = RouteExchange(
        testDescription: "S3: a document's caption is dropped and its name echoed as it came",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/mediaUrl",
        body: """
            {"messageData":{"to":"551199999999@s.whatsapp.net",
            "url":"https://www.thecampusqdl.com/uploads/files/pdf_sample_2.pdf",
            "fileName":"pdfExemplo.png","type":"document","caption":"string",
            "mimeType":"application/pdf"}}
            """,
        command: SendMessage(
            recipient: Samples.ana,
            content: .media(
                MediaContent(
                    kind: .document,
                    source: .url("https://www.thecampusqdl.com/uploads/files/pdf_sample_2.pdf"),
                    mediaType: "application/pdf",
                    fileName: "pdfExemplo.png"
                )
            )
        ),
        outcome: Samples.sent(Samples.media(.document, fileName: "pdfExemplo.png")),
        answer: answer("BAE5E1B0B0627AD9", documentMessage, at: 1_658_264_653)
    )

    private static let mediaURLToMany = RouteExchange(
        testDescription: "S2: a recipient may come twice, and one that cannot be read has failed",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/mediaUrlToMany",
        body: """
            {"messageData":{"to":["551199999999@s.whatsapp.net","551199999999@s.whatsapp.net",
            "nobody"],"url":"https://example.com/a.pdf","type":"document","caption":"Legenda",
            "mineType":"application/pdf"}}
            """,
        command: SendToMany(
            recipients: [Samples.ana, Samples.ana],
            content: .media(
                MediaContent(
                    kind: .document,
                    source: .url("https://example.com/a.pdf"),
                    mediaType: "application/pdf"
                )
            )
        ),
        outcome: SendToMany.Outcome(
            sent: [Samples.sent(Samples.media(.document, fileName: "pdfExemplo.png"))],
            failed: [
                SendToMany.Outcome.Refusal(
                    recipient: Samples.bia,
                    failure: CommandFailure(.recipientNotOnWhatsApp)
                )
            ]
        ),
        answer: """
            {"error":false,"message":"Message sent","messageData":{"sent":1,"failed":2,
            "jidFailed":["551188888888@s.whatsapp.net","nobody"],"data":[{"key":{
            "remoteJid":"551199999999@s.whatsapp.net","fromMe":true,"id":"BAE5E1B0B0627AD9"},
            "message":\(documentMessage),"messageTimestamp":"1658264653","status":"PENDING"}]}}
            """
    )

    private static let buttons = ButtonsContent(
        title: "Message Title",
        body: "Message Text",
        footer: "Message Footer",
        header: MediaContent(
            kind: .image,
            source: .url("https://www.example.com/imagem.jpg")
        ),
        buttons: [
            ButtonsContent.Button(
                title: "This is a copyButton",
                action: .copy("Your text for copy")
            ),
            ButtonsContent.Button(
                title: "This is a urlButton",
                action: .url("https://google.com")
            ),
            ButtonsContent.Button(title: "This is a callButton", action: .call("918788889688")),
        ]
    )

    private static let template = RouteExchange(
        testDescription: "S4: the template of the example, its comment taken out",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/templateMessage",
        body: """
            {"messageData":{"to":"551199999999@s.whatsapp.net","title":"Message Title",
            "text":"Message Text","footer":"Message Footer","type":"image",
            "mediaUrl":"https://www.example.com/imagem.jpg","buttons":[
            {"type":"copy","title":"This is a copyButton","payload":"Your text for copy"},
            {"type":"url","title":"This is a urlButton","payload":"https://google.com"},
            {"type":"call","title":"This is a callButton","payload":"918788889688"}]}}
            """,
        command: SendMessage(recipient: Samples.ana, content: .buttons(buttons)),
        outcome: Samples.sent(
            .buttons(
                ButtonsContent(
                    title: buttons.title,
                    body: buttons.body,
                    footer: buttons.footer,
                    buttons: buttons.buttons
                )
            )
        ),
        answer: answer(
            "BAE5E1B0B0627AD9",
            """
            {"templateMessage":{"hydratedTemplate":{"hydratedContentText":"Message Text",
            "hydratedFooterText":"Message Footer","hydratedButtons":[
            {"index":0,"copyButton":{"displayText":"This is a copyButton",
            "copyCode":"Your text for copy"}},
            {"index":1,"urlButton":{"displayText":"This is a urlButton",
            "url":"https://google.com"}},
            {"index":2,"callButton":{"displayText":"This is a callButton",
            "phoneNumber":"918788889688"}}],"hydratedTitleText":"Message Title"}}}
            """,
            at: 1_658_264_653
        )
    )

    private static let oldButtons = ButtonsContent(
        body: "Texto",
        footer: "Rodapé",
        buttons: [
            ButtonsContent.Button(title: "Sim", action: .reply(id: "Sim")),
            ButtonsContent.Button(title: "Site", action: .url("https://example.com")),
            ButtonsContent.Button(title: "Ligar", action: .call("551199999999")),
        ]
    )

    private static let oldTemplate = RouteExchange(
        testDescription: "S4: the template of the attribute table",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/templateMessage",
        body: """
            {"messageData":{"to":"551199999999@s.whatsapp.net","text":"Texto","buttons":[
            {"type":"replyButton","title":"Sim"},
            {"type":"urlButton","title":"Site","payload":"https://example.com"},
            {"type":"callButton","title":"Ligar","payload":"551199999999"}],
            "footerText":"Rodapé"}}
            """,
        command: SendMessage(recipient: Samples.ana, content: .buttons(oldButtons)),
        outcome: Samples.sent(.buttons(oldButtons)),
        answer: answer(
            "BAE5E1B0B0627AD9",
            """
            {"templateMessage":{"hydratedTemplate":{"hydratedContentText":"Texto",
            "hydratedFooterText":"Rodapé","hydratedButtons":[
            {"index":0,"quickReplyButton":{"displayText":"Sim","id":"Sim"}},
            {"index":1,"urlButton":{"displayText":"Site","url":"https://example.com"}},
            {"index":2,"callButton":{"displayText":"Ligar",
            "phoneNumber":"551199999999"}}]}}}
            """,
            at: 1_658_264_653
        )
    )

    private static let listContent = ListContent(
        title: "TEste",
        body: "Testanto",
        footer: "Selecione uma forma de pagamento",
        button: "Escolha",
        sections: [
            ListContent.Section(
                title: "PIX",
                rows: [
                    ListContent.Row(id: "01", title: "PIX", description: "pagamento via pix")
                ]
            )
        ]
    )

    private static let list = RouteExchange(
        testDescription: "S5: text comes back as description and description as footerText",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/listMessage",
        body: """
            {"messageData":{"to":"551199999999@s.whatsapp.net","buttonText":"Escolha",
            "text":"Testanto","title":"TEste","description":"Selecione uma forma de pagamento",
            "sections":[{"title":"PIX","rows":[{"title":"PIX",
            "description":"pagamento via pix","rowId":"01"}]}],"listType":0}}
            """,
        command: SendMessage(recipient: Samples.ana, content: .list(listContent)),
        outcome: Samples.sent(
            .list(listContent),
            id: "BAE5403BBB515C2F",
            to: Samples.ninth,
            at: 1_658_283_308
        ),
        answer: """
            {
              "error": false,
              "message": "Message sent",
              "messageData": {
                "key": {
                  "remoteJid": "5511999999999@s.whatsapp.net",
                  "fromMe": true,
                  "id": "BAE5403BBB515C2F"
                },
                "message": {
                  "listMessage": {
                    "title": "TEste",
                    "description": "Testanto",
                    "buttonText": "Escolha",
                    "listType": "SINGLE_SELECT",
                    "sections": [
                      {
                        "title": "PIX",
                        "rows": [
                          {
                            "title": "PIX",
                            "description": "pagamento via pix",
                            "rowId": "01"
                          }
                        ]
                      }
                    ],
                    "footerText": "Selecione uma forma de pagamento"
                  }
                },
                "messageTimestamp": "1658283308",
                "status": "PENDING"
              }
            }
            """
    )

    private static let quoted = Quote(
        id: MessageID("3EB0A1B2C3D4E5F60718"),
        sender: Samples.ana,
        content: .text(TextContent("Olá"))
    )

    private static let quote = RouteExchange(
        testDescription: "S6: a quote takes a reordered key and the words handed back",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/quoteMessage",
        body: """
            {"messageData":{"to":"551199999999@s.whatsapp.net","text":"Mensagem",
            "key":{"id":"3EB0A1B2C3D4E5F60718","fromMe":false,"senderPn":"x",
            "remoteJid":"551199999999@s.whatsapp.net"},
            "message":{"conversation":"Olá","messageTimestamp":"1"}}}
            """,
        command: SendMessage(
            recipient: Samples.ana,
            content: .text(TextContent("Mensagem")),
            quoted: quoted
        ),
        outcome: Samples.sent(.text(TextContent("Mensagem")), quoting: quoted),
        answer: answer(
            "BAE5E1B0B0627AD9",
            """
            {"extendedTextMessage":{"text":"Mensagem","contextInfo":{
            "stanzaId":"3EB0A1B2C3D4E5F60718","participant":"551199999999@s.whatsapp.net",
            "quotedMessage":{"conversation":"Olá"}}}}
            """,
            at: 1_658_264_653
        )
    )

    private static let text = RouteExchange(
        testDescription: "a text to bare digits, with the members that clients add",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/text",
        body: """
            {"messageData":{"to":"+55 11 9999-9999","text":"Linha\\n*dois*","linkPreview":false,
            "isGroup":false}}
            """,
        command: SendMessage(
            recipient: Samples.ana,
            content: .text(TextContent("Linha\n*dois*"))
        ),
        outcome: Samples.sent(.text(TextContent("Linha\n*dois*"))),
        answer: answer(
            "BAE5E1B0B0627AD9",
            #"{"extendedTextMessage":{"text":"Linha\n*dois*"}}"#,
            at: 1_658_264_653
        )
    )

    private static let image = RouteExchange(
        testDescription: "a picture in base 64 with the data URL's own type",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/mediaBase64",
        body: """
            {"messageData":{"to":"551199999999-1600000000","type":"image","caption":"Foto",
            "base64":"data:image/png;base64,Zm9v","viewOnce":"true","fileName":null}}
            """,
        command: SendMessage(
            recipient: .group("551199999999-1600000000"),
            content: .media(
                MediaContent(
                    kind: .image,
                    source: .bytes(Array("foo".utf8)),
                    mediaType: "image/png",
                    caption: "Foto",
                    isViewOnce: true
                )
            )
        ),
        outcome: Samples.sent(Samples.media(.image, caption: "Foto")),
        answer: answer(
            "BAE5E1B0B0627AD9",
            """
            {"imageMessage":{"url":"https://mmg.whatsapp.net/d/f/Aj6_GzzU7aOz.enc",
            "mimetype":"application/pdf","caption":"Foto",
            "fileSha256":"bwiIc7hMuMF20BKWmXdDDj86aSIi1uJvWWZEpG45Lcc=","fileLength":"10527",
            "mediaKey":"htt1ZMGaNR4uASHMnod/BrptPtXcr4LBaQhK/cd9iy8=",
            "fileEncSha256":"pRgNlhsG/p3wJqTBFJGpotdBBfUUoFG57G9emex/Jc8=",
            "directPath":"/v/t62.7119-24/34637413.enc?ccb=11-4&oh=01&oe=62FC1CC0",
            "mediaKeyTimestamp":"1658264653"}}
            """,
            at: 1_658_264_653
        )
    )

    private static let voice = RouteExchange(
        testDescription: "a voice note in bare base 64, its media not kept",
        method: .post,
        target: "/rest/sendMessage/megastart-abc/mediaBase64",
        body: """
            {"messageData":{"to":"100000000000001@lid","type":"ptt",
            "mimeType":"audio/ogg; codecs=opus","base64":"Zm9v"}}
            """,
        command: SendMessage(
            recipient: .lid("100000000000001"),
            content: .media(
                MediaContent(
                    kind: .voice,
                    source: .bytes(Array("foo".utf8)),
                    mediaType: "audio/ogg; codecs=opus"
                )
            )
        ),
        outcome: Samples.sent(
            .media(
                MediaContent(
                    kind: .voice,
                    source: .url("https://example.com/a"),
                    mediaType: "audio/ogg; codecs=opus"
                )
            )
        ),
        answer: answer(
            "BAE5E1B0B0627AD9",
            #"{"audioMessage":{"mimetype":"audio/ogg; codecs=opus","ptt":true}}"#,
            at: 1_658_264_653
        )
    )
}
