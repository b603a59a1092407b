import ConformanceKit
import DialectKit
import Testing
import Uazapi

@Suite("uazapi is asked to send")
struct UazapiSpokenSendTests {
    static let ana = UazapiFixture.friend
    static let team = Address.group("120363041490582303")
    private static let track = #""track_id":"\#(UazapiSpoken.reference)""#

    /// The answer of a live server to a text.
    static let answer = UpstreamReply(
        200,
        #"{"id":"5511999999999:3EB00000000000000001","messageid":"3EB00000000000000001","#
            + #""chatid":"551188888888@s.whatsapp.net","sender":"5511999999999@s.whatsapp.net","#
            + #""fromMe":true,"messageType":"ExtendedTextMessage","status":"Pending","#
            + #""messageTimestamp":1787161430102,"track_id":"x","readChatAttempted":false}"#
    )

    static func media(
        _ kind: MediaContent.Kind,
        _ change: (inout MediaContent) -> Void = { _ in }
    ) -> Content {
        var media = MediaContent(kind: kind, source: .url("https://exemplo.com/f"))
        change(&media)
        return .media(media)
    }

    static let list = ListContent(
        title: "",
        body: "Escolha",
        footer: "Loja",
        button: "Abrir",
        sections: [
            ListContent.Section(
                title: "Setores",
                rows: [
                    ListContent.Row(id: "r1", title: "Vendas", description: "Comprar"),
                    ListContent.Row(id: "r2", title: "Suporte", description: ""),
                ]
            )
        ]
    )

    static let buttons = ButtonsContent(
        body: "Como podemos ajudar?",
        footer: "Loja",
        header: MediaContent(kind: .image, source: .url("https://exemplo.com/p.jpg")),
        buttons: [
            ButtonsContent.Button(title: "Pedido", action: .reply(id: "pedido")),
            ButtonsContent.Button(title: "Site", action: .url("https://exemplo.com")),
            ButtonsContent.Button(title: "Ligar", action: .call("+5511999999999")),
            ButtonsContent.Button(title: "Pix", action: .copy("abc")),
        ]
    )

    /// A content, the path it goes to, and the members that say it.
    static let contents: [(Content, String, String)] = [
        (.text(TextContent("Olá")), "/send/text", #""text":"Olá""#),
        (
            .text(TextContent("@5511888888888", mentions: [ana])), "/send/text",
            #""text":"@5511888888888","mentions":"5511888888888""#
        ),
        (media(.image), "/send/media", #""type":"image","file":"https://exemplo.com/f""#),
        (
            media(.image) {
                $0.caption = "Foto"
                $0.isViewOnce = true
            }, "/send/media",
            #""type":"image","file":"https://exemplo.com/f","text":"Foto","viewOnce":true"#
        ),
        (
            media(.video) { $0.isGIF = true }, "/send/media",
            #""type":"videoplay","file":"https://exemplo.com/f""#
        ),
        (media(.videoNote), "/send/media", #""type":"ptv","file":"https://exemplo.com/f""#),
        (media(.audio), "/send/media", #""type":"audio","file":"https://exemplo.com/f""#),
        (
            media(.voice) { $0.source = .bytes([1, 2, 3]) }, "/send/media",
            #""type":"ptt","file":"AQID""#
        ),
        (
            media(.document) {
                $0.source = .bytes([1, 2, 3])
                $0.mediaType = "application/pdf"
                $0.fileName = "C.pdf"
            }, "/send/media",
            #""type":"document","file":"data:application/pdf;base64,AQID","docName":"C.pdf","#
                + #""mimetype":"application/pdf""#
        ),
        (media(.sticker), "/send/media", #""type":"sticker","file":"https://exemplo.com/f""#),
        (
            .list(list), "/send/menu",
            #""type":"list","text":"Escolha","choices":["[Setores]","Vendas|r1|Comprar","#
                + #""Suporte|r2"],"listButton":"Abrir","footerText":"Loja""#
        ),
        (
            .buttons(buttons), "/send/menu",
            #""type":"button","text":"Como podemos ajudar?","choices":["Pedido|pedido","#
                + #""Site|url:https://exemplo.com","Ligar|call:+5511999999999","Pix|copy:abc"],"#
                + #""footerText":"Loja","imageButton":"https://exemplo.com/p.jpg""#
        ),
        (
            .poll(PollContent(question: "Quando?", options: ["Hoje", "Amanhã"])), "/send/menu",
            #""type":"poll","text":"Quando?","choices":["Hoje","Amanhã"],"selectableCount":1"#
        ),
        (
            .poll(PollContent(question: "Quais?", options: ["A", "B", "C"], selectable: 0)),
            "/send/menu",
            #""type":"poll","text":"Quais?","choices":["A","B","C"],"selectableCount":3"#
        ),
    ]

    @Test("a content has its path and its members", arguments: contents)
    func request(content: Content, path: String, members: String) throws {
        let play = try UazapiSpoken.play(SendMessage(recipient: Self.team, content: content), [])
        let request = try #require(play.requests.first)
        let expected =
            #"POST \#(path) {"number":"120363041490582303@g.us",\#(members),\#(Self.track)}"#
        #expect(request.line == expected)
        #expect(request.effect == .once)
    }

    @Test("what a send says besides its content")
    func options() throws {
        let command = SendMessage(
            recipient: .lid("100000000000001"),
            content: .text(TextContent("Oi")),
            quoted: Quote(id: MessageID("3EB0FF")),
            isForwarded: true,
            delayMilliseconds: 500,
            marksChatRead: true,
            clientReference: "its-own",
            clientSource: "crm"
        )
        let request = try #require(try UazapiSpoken.play(command, []).requests.first)
        #expect(
            request.line
                == #"POST /send/text {"number":"100000000000001@lid","text":"Oi","#
                + #""replyid":"3EB0FF","forward":true,"readchat":true,"track_source":"crm","#
                + #"\#(Self.track)}"#
        )
    }

    @Test("the answer names the message and the chat it came into")
    func answer() throws {
        let command = SendMessage(
            recipient: Self.ana,
            content: .text(TextContent("Olá")),
            clientReference: "its-own"
        )
        let message = try UazapiSpoken.end(command, [Self.answer]).outcome.message
        #expect(message.id == MessageID("3EB00000000000000001"))
        #expect(message.chat.jid == "551188888888@s.whatsapp.net")
        #expect(message.sentAt == Timestamp(milliseconds: 1_787_161_430_102))
        #expect(message.status == .queued)
        #expect(message.clientReference == "its-own")
        #expect(message.isFromAPI)
    }

    @Test("a phone is not given up for a LID, and both are told to be one person")
    func lid() throws {
        let answer = UpstreamReply(200, #"{"id":"55:3EB0AA","chatid":"100000000000001@lid"}"#)
        let command = SendMessage(recipient: Self.ana, content: .text(TextContent("Olá")))
        let told = try UazapiSpoken.end(command, [answer])
        #expect(told.outcome.message.chat == Self.ana)
        #expect(told.outcome.message.id == MessageID("3EB0AA"))
        let phone = try #require(Self.ana.phone)
        #expect(
            told.observations.map(\.kind) == [.identity(lid: "100000000000001", phone: phone)]
        )
    }

    @Test(
        "an answer without an id leaves open whether it was sent",
        arguments: [#"{"status":"Pending"}"#, "[]", "null", "<html>", #"{"messageid":"3EB"#, ""]
    )
    func noID(text: String) throws {
        let command = SendMessage(recipient: Self.ana, content: .text(TextContent("Olá")))
        let failure = try UazapiSpoken.failure(command, UpstreamReply(200, text))
        #expect(failure?.code == .upstreamProtocol)
    }

    @Test("a message that failed at once was certainly not sent")
    func failed() throws {
        let answer = UpstreamReply(200, #"{"messageid":"3EB0AA","status":"Failed"}"#)
        let command = SendMessage(recipient: Self.ana, content: .text(TextContent("Olá")))
        #expect(try UazapiSpoken.failure(command, answer)?.code == .upstreamRejected)
    }

    /// What menus and addresses cannot carry.
    static let unsayable: [SendMessage] = [
        send(.reply(ReplyContent(kind: .list, id: "r1", title: "Vendas"))),
        send(.list(listing("Vendas|x", "r1"))), send(.list(listing("Vendas", "r\n1"))),
        send(.list(listing("[Vendas]", "r1"))),
        send(.buttons(buttons(.reply(id: "https://exemplo.com")))),
        send(.buttons(buttons(.reply(id: "COPY:1")))),
        send(
            .buttons(
                ButtonsContent(
                    body: "x",
                    header: MediaContent(kind: .video, source: .url("https://exemplo.com/v")),
                    buttons: []
                )
            )
        ),
        SendMessage(recipient: .status, content: .text(TextContent("x"))),
        SendMessage(recipient: .broadcast("12345"), content: .text(TextContent("x"))),
    ]

    private static func send(_ content: Content) -> SendMessage {
        SendMessage(recipient: ana, content: content)
    }

    private static func listing(_ title: String, _ id: String) -> ListContent {
        var list = list
        list.sections = [
            ListContent.Section(
                title: "S",
                rows: [ListContent.Row(id: id, title: title, description: "")]
            )
        ]
        return list
    }

    private static func buttons(_ action: ButtonsContent.Button.Action) -> ButtonsContent {
        ButtonsContent(body: "x", buttons: [ButtonsContent.Button(title: "t", action: action)])
    }

    @Test("what cannot be said is refused before anything is sent", arguments: unsayable)
    func refused(command: SendMessage) {
        let context = UazapiSpoken.context()
        #expect {
            _ = try UazapiSpoken.speech.commands.translate(command, context)
        } throws: { error in
            (error as? CommandFailure)?.code == .capabilityUnsupported
        }
    }

    @Test("headings of menus stand in bold before the words")
    func headings() throws {
        var list = Self.list
        list.title = "Loja"
        let request = try #require(
            try UazapiSpoken.play(Self.send(.list(list)), []).requests.first
        )
        #expect(request.line.contains(#""text":"*Loja*\nEscolha""#))
    }

    @Test("a send is found again by its reference, and only by it")
    func find() throws {
        let command = Self.send(.text(TextContent("Olá")))
        let findSent = try #require(UazapiSpoken.speech.findSent)
        func find(_ text: String) throws -> Message? {
            guard case .ask(let request, let then) = try findSent(command, UazapiSpoken.context())
            else { return nil }
            #expect(
                request.line
                    == #"POST /message/find {"track_id":"\#(UazapiSpoken.reference)","limit":20}"#
            )
            #expect(request.effect == .safe)
            guard case .done(let told) = try then(UpstreamReply(200, text)) else { return nil }
            return told.outcome
        }
        let found = try find(
            #"{"returnedMessages":2,"messages":[{"messageid":"3EB0AA","track_id":"other"},"#
                + #"{"messageid":"3EB0BB","track_id":"\#(UazapiSpoken.reference)","#
                + #""status":"Delivered"}],"hasMore":false}"#
        )
        #expect(found?.id == MessageID("3EB0BB"))
        #expect(found?.status == .delivered)
        #expect(try find(#"{"messages":[{"messageid":"3EB0AA","track_id":""}]}"#) == nil)
        #expect(try find(#"{"messages":[]}"#) == nil)
        #expect(throws: CommandFailure.self) { try find("{}") }
    }
}
