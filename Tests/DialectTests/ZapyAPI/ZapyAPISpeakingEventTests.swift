import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI's webhooks are read")
struct ZapyAPISpeakingEventTests {
    private let bench = ZapyAPIBench.linked
    private static let files = EventFixtureFile.all.filter { $0.path.contains("/zapyapi/") }

    @Test("what is told of an event is read as the same event", arguments: files)
    func roundTrip(file: EventFixtureFile) throws {
        let fixture = try file.read()
        guard fixture.unreachable == nil else { return }
        for request in fixture.requests {
            let observations = try read(request.body, fixture)
            let views = observations.compactMap { ReadBack.view(of: $0, like: fixture.view) }
            let again = views.flatMap { fixture.dialect.events.render($0, fixture.endpoint) }
            #expect(again.map { String(decoding: $0.body, as: UTF8.self) } == [request.body.text])
            let kinds = try #require(bench.speech.events).kinds
            #expect(views.allSatisfy { kinds.contains($0.event.payload.kind) })
        }
    }

    private func read(_ body: JSONValue, _ fixture: EventFixture) throws -> [Observation] {
        let context = SpokenContext(
            settings: ["instance_id": fixture.view.instance.name(in: DialectID("zapyapi"))],
            instance: fixture.view.instance,
            now: Samples.noon,
            reference: ""
        )
        return try SpeakingBench(speech: .zapyapi, context: context).read(body.text)
    }

    private static func body(_ event: String, _ data: String) -> String {
        #"{"event":"\#(event)","instanceId":"my-instance","data":\#(data)}"#
    }

    @Test("another instance's events are not this one's, for a URL may be the account's")
    func otherInstance() throws {
        let body = #"{"event":"message","instanceId":"another","data":{}}"#
        #expect(try bench.read(body) == [])
    }

    @Test("a person's two addresses come before the contact")
    func identity() throws {
        let phone = try #require(Samples.phone("5511988888888"))
        let data =
            #"{"jid":"5511988888888@s.whatsapp.net","lid":"40000000000000@lid","name":"Ana"}"#
        #expect(
            try bench.read(Self.body("contact-created", data)).map(\.kind) == [
                .identity(lid: "40000000000000", phone: phone),
                .event(
                    .contactChanged(
                        Contact(address: .phone(phone), lid: "40000000000000", name: "Ana"),
                        isNew: true
                    )
                ),
            ]
        )
    }

    @Test("digits of a LID are never a phone")
    func onlyLID() throws {
        let data = #"{"jid":"40000000000000@lid","name":"Ana"}"#
        let contact = Contact(address: .lid("40000000000000"), lid: nil, name: "Ana")
        #expect(
            try bench.read(Self.body("contact-updated", data)).map(\.kind)
                == [.event(.contactChanged(contact, isNew: false))]
        )
    }

    @Test(
        "a message needs an id and somebody, and nothing else",
        arguments: [
            #"{"messageId":"3EB0A1","from":"5511999999999@c.us","message":"Oi"}"#,
            #"{"id":"3EB0A1","chatId":"5511999999999@s.whatsapp.net","message":"Oi","type":null}"#,
        ]
    )
    func sparse(data: String) throws {
        let read = try #require(try bench.read(Self.body("message", data)).first)
        guard case .message(let message) = read.kind else {
            Issue.record("no message")
            return
        }
        #expect(message.id.text == "3EB0A1" && message.chat == Samples.ninth)
        #expect(message.sender == Samples.ninth && !message.isFromMe)
        #expect(message.content == .text(TextContent("Oi")))
        #expect(message.sentAt == Samples.noon)
    }

    @Test("moments are read in milliseconds, in seconds and as text")
    func moments() throws {
        for moment in ["1672531200000", "1672531200", "\"2023-01-01T00:00:00.000Z\""] {
            let data = #"{"messageId":"3EB0A1","status":"read","timestamp":\#(moment)}"#
            let read = try bench.read(Self.body("message-status", data))
            #expect(read.map(\.at.milliseconds) == [1_672_531_200_000])
        }
    }

    @Test(
        "what is not understood is kept by its name alone",
        arguments: [
            ("presence", "{}", "raw.presence"),
            ("contact-deduplicated", "{}", "raw.contact-deduplicated"),
            ("message", "{}", "raw.message"), ("message", "null", "raw.message"),
            (
                "message", #"{"messageId":"A","from":"5511999999999","type":"loca tion\n"}"#,
                "raw.message.location"
            ),
            ("message-status", #"{"messageId":"A","status":"pending"}"#, "raw.message-status"),
            ("qr-code", #"{"qrCode":""}"#, "raw.qr-code"),
            ("contact-created", "[]", "raw.contact-created"),
        ]
    )
    func unknown(event: String, data: String, kind: String) throws {
        let read = try bench.read(Self.body(event, data))
        #expect(read.map(\.kind) == [.event(.other(kind: kind, json: "{}"))])
    }

    @Test(
        "what is no event is refused",
        arguments: ["", "[]", "{}", #"{"event":1}"#, #"{"event":""}"#]
    )
    func refused(body: String) {
        #expect(throws: WireError.self) { try bench.read(body) }
    }

    @Test("the webhook is set with the operator's secret, and signed under the vendor's header")
    func register() throws {
        let events = try #require(bench.speech.events)
        let register = try #require(events.register)
        #expect(events.signature == .body(header: "X-Webhook-Signature", prefix: "sha256="))
        let set = try register("https://gw.example.com/h", bench.context)
        let play = ConversationPlay(set, answers: [try ZapyAPIBench.answer("webhookConfig.get.1")])
        #expect(
            play.requests.map(\.text) == [
                #"POST /api/instances/my-instance/webhook-config {"webhookUrl":"https://gw.example.com/h","#
                    + #""secret":"your-secret-key","isActive":true}"#
            ]
        )
        #expect(try #require(play.end).get().outcome)
        let missing = ConversationPlay(set, answers: [UpstreamReply(404)])
        #expect(try !#require(missing.end).get().outcome)
    }
}
