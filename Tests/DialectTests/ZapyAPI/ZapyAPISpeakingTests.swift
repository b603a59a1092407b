import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI is asked in its words")
struct ZapyAPISpeakingTests {
    private let bench = ZapyAPIBench.linked

    @Test("every request has the account's key")
    func key() throws {
        let request = try #require(try bench.play(RestartInstance()).requests.first)
        #expect(request.fields == [HTTPField("x-api-key", "zapy-key")])
        #expect(request.effect == .safe)
    }

    @Test("each command is one request")
    func requests() throws {
        let path = "/api/instances/my-instance"
        #expect(try bench.request(ConnectInstance()) == "GET \(path)/qr")
        #expect(try bench.request(RestartInstance()) == "POST \(path)/restart")
        #expect(try bench.request(DisconnectInstance()) == "POST \(path)/logout")
        #expect(
            try bench.request(BlockContact(contact: Samples.ninth, isBlocked: true))
                == "POST \(path)/contacts/5511999999999%40s.whatsapp.net/block"
        )
        #expect(
            try bench.request(BlockContact(contact: Samples.ninth, isBlocked: false))
                == "DELETE \(path)/contacts/5511999999999%40s.whatsapp.net/block"
        )
        #expect(
            try bench.request(GetProfilePicture(subject: Samples.ninth))
                == "GET \(path)/contacts/5511999999999%40s.whatsapp.net/profile-picture"
        )
        #expect(
            try bench.request(GetGroup(group: Samples.team))
                == "GET \(path)/groups/120363041490582303%40g.us"
        )
        #expect(
            try bench.request(SendChatPresence(chat: Samples.ninth, activity: .recording))
                == #"POST \#(path)/presence {"to":"5511999999999@s.whatsapp.net","#
                + #""presence":"recording"}"#
        )
        #expect(
            try bench.request(SetAvailability(isAvailable: false))
                == #"POST \#(path)/presence {"to":"5511999999999@s.whatsapp.net","#
                + #""presence":"unavailable"}"#
        )
    }

    @Test("a number of eleven digits keeps its country by being a whole id")
    func numbers() throws {
        let american = Samples.address("12025550123")
        let check = CheckNumbers(numbers: [Samples.ninth, american])
        #expect(
            try bench.request(check)
                == #"POST /api/instances/my-instance/check-numbers {"numbers":["5511999999999","#
                + #""12025550123@s.whatsapp.net"]}"#
        )
    }

    @Test("an instance's id never leads to another path")
    func escaping() throws {
        var settings = bench.context.settings
        settings["instance_id"] = "a/../b?c"
        let context = SpokenContext(
            settings: settings,
            instance: bench.context.instance,
            now: bench.context.now,
            reference: "cmd_1"
        )
        let other = SpeakingBench(speech: .zapyapi, context: context)
        let target = "/api/instances/a%2F..%2Fb%3Fc/restart"
        #expect(try other.request(RestartInstance()) == "POST " + target)
        #expect(UpstreamRequest.target(["a", "..", "."]) == "/a/%2E%2E/%2E")
    }

    @Test(
        "a setting that is missing is the operator's to give",
        arguments: ["api_key", "instance_id"]
    )
    func settings(name: String) {
        var settings = bench.context.settings
        settings[name] = nil
        let context = SpokenContext(
            settings: settings,
            instance: bench.context.instance,
            now: bench.context.now,
            reference: "cmd_1"
        )
        #expect(throws: CommandFailure.self) {
            try bench.speech.commands.translate(RestartInstance(), context)
        }
        #expect(throws: CommandFailure.self) { _ = try bench.speech.readLink(context) }
    }

    @Test("a presence of the account needs an account")
    func withoutAccount() throws {
        let bench = ZapyAPIBench.bench(.connected, hasAccount: false)
        #expect(
            try bench.failure(SetAvailability(isAvailable: true))?.code == .instanceNotConnected
        )
    }

    @Test("numbers are answered in the order they were asked, whatever comes back")
    func checked() throws {
        let check = CheckNumbers(numbers: [Samples.ninth, Samples.bia, Samples.ana])
        let answer = UpstreamReply(
            200,
            """
            {"results":[{"number":"551199999999","exists":true,"jid":"40000000000000@lid"},\
            {"number":"5511999999999","exists":true,"jid":"551199999999@c.us"}]}
            """
        )
        #expect(
            try bench.told(check, answer).outcome == [
                CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana),
                CheckNumbers.Answer(asked: Samples.bia, resolved: nil),
                CheckNumbers.Answer(
                    asked: Samples.ana,
                    resolved: Samples.ana,
                    lid: "40000000000000"
                ),
            ]
        )
        #expect(try bench.told(CheckNumbers(numbers: [])).outcome == [])
        #expect(try bench.failure(check, UpstreamReply(200, "{}"))?.code == .upstreamProtocol)
    }

    @Test("a yes without a body is a yes", arguments: ["", "{}"])
    func empty(body: String) throws {
        let block = BlockContact(contact: Samples.ana, isBlocked: true)
        #expect(try bench.told(block, UpstreamReply(204, body)).outcome == .init())
        let presence = SendChatPresence(chat: Samples.ana, activity: .paused)
        #expect(try bench.told(presence, UpstreamReply(204, body)).outcome == .init())
        let ended = try bench.told(DisconnectInstance(), UpstreamReply(200, body))
        #expect(ended.outcome.wasActive)
        #expect(ended.observations.map(\.kind) == [.link(.loggedOut, .logout)])
        let begun = try bench.told(RestartInstance(), UpstreamReply(201, body))
        #expect(begun.observations.map(\.kind) == [.link(.reconnecting, nil)])
    }

    @Test("a picture that is none is none", arguments: [#"{"url":null}"#, #"{"url":""}"#, "{}"])
    func picture(body: String) throws {
        let get = GetProfilePicture(subject: Samples.ana)
        #expect(try bench.told(get, UpstreamReply(200, body)).outcome.url == nil)
    }
}

@Suite("ZapyAPI is sent messages")
struct ZapyAPISpeakingSendTests {
    private let bench = ZapyAPIBench.linked
    private static let path = "POST /api/message/my-instance"
    private static let to = #""to":"5511999999999@s.whatsapp.net""#

    private static func media(
        _ kind: MediaContent.Kind,
        _ change: (inout MediaContent) -> Void = { _ in }
    ) -> Content {
        var media = MediaContent(kind: kind, source: .url("https://example.com/f"))
        change(&media)
        return .media(media)
    }

    @Test(
        "a message is one request, in the member that its kind has",
        arguments: [
            (Content.text(TextContent("Olá")), #"/text {\#(to),"message":"Olá"}"#),
            (
                media(.image) { $0.caption = "Veja" },
                #"/image {\#(to),"image":"https://example.com/f","caption":"Veja"}"#
            ),
            (
                media(.image) {
                    $0.source = .bytes([0xFF, 0xD8])
                    $0.mediaType = "image/png"
                    $0.isViewOnce = true
                }, #"/image {\#(to),"image":"data:image/png;base64,/9g=","viewOnce":true}"#
            ),
            (
                media(.image) { $0.source = .bytes([0xFF, 0xD8]) },
                #"/image {\#(to),"image":"data:image/jpeg;base64,/9g="}"#
            ),
            (media(.voice), #"/audio {\#(to),"audio":"https://example.com/f"}"#),
            (media(.audio), #"/audio {\#(to),"audio":"https://example.com/f","ptt":false}"#),
            (media(.video), #"/video {\#(to),"video":"https://example.com/f"}"#),
            (
                media(.document) { $0.fileName = "a.pdf" },
                #"/document {\#(to),"document":"https://example.com/f","fileName":"a.pdf"}"#
            ),
        ]
    )
    func body(content: Content, expected: String) throws {
        let send = SendMessage(recipient: Samples.ninth, content: content)
        #expect(try bench.request(send) == Self.path + expected)
        #expect(try bench.play(send).requests.first?.effect == .once)
    }

    @Test("an answer is quoted by WhatsApp's id")
    func quote() throws {
        let send = SendMessage(
            recipient: Samples.ninth,
            content: .text(TextContent("Sim")),
            quoted: Quote(id: MessageID("73C5222F"))
        )
        #expect(
            try bench.request(send)
                == #"\#(Self.path)/text {\#(Self.to),"message":"Sim","quoteMessageId":"73C5222F"}"#
        )
    }

    @Test(
        "a channel, a list and the stories are not reached",
        arguments: ["120363041490582303@newsletter", "12345@broadcast", "status@broadcast"]
    )
    func recipients(text: String) throws {
        let send = SendMessage(recipient: Samples.address(text), content: .text(TextContent("a")))
        #expect(try bench.failure(send)?.code == .capabilityUnsupported)
    }

    private static let text = SendMessage(
        recipient: Samples.ninth,
        content: .text(TextContent("Olá")),
        clientReference: "ref"
    )

    @Test("the message has WhatsApp's id, else the vendor's, and stays the account's")
    func outcome() throws {
        let sent = try bench.told(Self.text, ZapyAPIBench.answer("message.text.1")).outcome.message
        #expect(sent.id.text == "3EB01CEDFD9A2E927BED83")
        #expect(sent.chat == Samples.ninth && sent.isFromMe && sent.isFromAPI)
        #expect(sent.clientReference == "ref" && sent.status == .queued)
        let other = try bench.told(Self.text, UpstreamReply(201, #"{"id":"b6","messageId":""}"#))
        #expect(other.outcome.message.id.text == "b6")
    }

    @Test(
        "a yes that names no message leaves unknown what became of it",
        arguments: ["", "{}", "[]"]
    )
    func unknown(body: String) throws {
        let failure = try bench.failure(Self.text, UpstreamReply(200, body))
        #expect(failure?.code == .upstreamProtocol)
    }

    @Test("a route that nobody documents may be missing")
    func missing() throws {
        let sound = SendMessage(recipient: Samples.ninth, content: Self.media(.voice))
        #expect(try bench.failure(sound, UpstreamReply(404))?.code == .capabilityUnsupported)
        #expect(try bench.failure(Self.text, UpstreamReply(404))?.code == .upstreamRejected)
    }
}
