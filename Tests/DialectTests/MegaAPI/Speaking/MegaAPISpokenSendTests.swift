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
        #expect(request.bodyText == (try JSONReader.read(text: body).text))
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
        let body = try JSONReader.read(text: try #require(play.requests.first?.bodyText))
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
