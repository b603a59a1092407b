import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi tells of events to whom they concern")
struct UazapiEventTests {
    private let speech = UazapiDialect().events

    static let ana = Samples.address("5511888888888@s.whatsapp.net")
    static let group = Samples.address("120363000000000001@g.us")
    static let received = EventPayload.messageReceived(MessageID("A"), chat: ana)
    static let sent = EventPayload.messageSent(MessageID("A"), chat: ana)
    static let inGroup = EventPayload.messageReceived(MessageID("A"), chat: group)

    private static func endpoint(
        _ events: [String],
        without excluded: String = ""
    ) -> WebhookEndpoint {
        var endpoint = UazapiWebhookTests.endpoint("whk_1", slot: .single)
        endpoint.events = events
        endpoint.options = excluded.isEmpty ? [:] : ["excludeMessages": excluded]
        return endpoint
    }

    @Test("every delivery is JSON and names the vendor's sender")
    func fields() {
        #expect(
            speech.fields == [
                HTTPField("Content-Type", "application/json"),
                HTTPField("User-Agent", "uazapiGO-Webhook/1.0"),
            ]
        )
        #expect(speech.signature == .none)
    }

    /// What an endpoint asks for and leaves out, an event, and whether one concerns the other.
    static let concerns: [([String], String, EventPayload, Bool)] = [
        (["messages"], "", received, true),
        (["chats"], "", received, true),
        (["messages_update"], "", received, false),
        (["Messages", "message"], "", received, false),
        ([], "", received, false),
        (["messages"], "fromMeNo", received, false),
        (["messages"], "wasNotSentByApi", received, false),
        (["messages"], "wasSentByApi,fromMeYes,isGroupYes", received, true),
        (["messages", "chats"], "fromMeNo", received, true),
        (["messages"], "isGroupNo", received, false),
        (["messages"], "ISGROUPNO", received, false),
        (["messages"], "isGroupYes", inGroup, false),
        (["messages"], "isGroupNo", inGroup, true),
        (["messages"], "fromMeYes", sent, false),
        // Whether it was sent through the gateway is not known yet.
        (["messages"], "wasSentByApi", sent, true),
        (["messages"], "wasNotSentByApi", sent, true),
        // An event of before whose chat was not kept.
        (["messages"], "isGroupNo", .messageReceived(MessageID("A"), chat: nil), true),
        (
            ["messages_update"], "fromMeNo,isGroupNo,wasNotSentByApi",
            .messageStatus(MessageID("A"), .read, chat: ana, participant: nil), true
        ),
        (
            ["messages_update"], "",
            .messageStatus(MessageID("A"), .sent, chat: ana, participant: nil), false
        ),
        (
            ["connection"], "",
            .pairingQR(text: "2@a", attempt: 1, expiresAt: Exchange.now), true
        ),
        (
            ["connection"], "",
            .pairingQR(text: "2@a", attempt: 2, expiresAt: Exchange.now), false
        ),
        (
            ["connection"], "",
            .instanceState(name: "awaiting_pairing", previous: nil, reason: nil), false
        ),
        (
            ["connection"], "",
            .instanceState(name: "connected", previous: nil, reason: nil), true
        ),
        (["connection"], "", .webhookFailed(endpoint: "whk_1", reason: .gone), false),
        (["connection", "messages"], "", .other(kind: "raw", json: "{}"), false),
    ]

    @Test("an endpoint is concerned by what it named and did not leave out", arguments: concerns)
    func concern(events: [String], excluded: String, payload: EventPayload, expected: Bool) {
        let endpoint = Self.endpoint(events, without: excluded)
        #expect(speech.concerns(endpoint, payload) == expected)
    }

    private static func view(_ payload: EventPayload, message: Message? = nil) -> EventView {
        EventView(
            event: Event(
                sequence: 1,
                id: "01KGJ0MPWGZ8YQ4T6V0N2B3C5D",
                at: Exchange.now,
                instance: InstanceID("i1"),
                payload: payload
            ),
            instance: UazapiFixture.connected,
            message: message,
            baseURL: "https://api.example.com"
        )
    }

    @Test("a stream without names tells everything that is told")
    func everything() throws {
        let view = Self.view(.contactBlocked(Self.ana, isBlocked: true))
        let lines = speech.stream(view, StreamFilter())
        #expect(lines.count == 1)
        let document = try JSONReader.read(try #require(lines.first))
        #expect(document["EventType"] == "blocks")
        #expect(document["data"] == document["event"])
    }

    @Test("a stream leaves out the types it names, and the senders and chats of webhooks' filters")
    func excluded() {
        let view = Self.view(
            .messageReceived(MessageID("3EB00000000000000001"), chat: Self.ana),
            message: UazapiFixture.message(.text(TextContent("Oi")))
        )
        func count(_ excluded: [String]) -> Int {
            speech.stream(view, StreamFilter(events: ["messages"], excluded: excluded)).count
        }
        #expect(count([]) == 1)
        #expect(count(["poll", "reaction", "media"]) == 1)
        #expect(count(["text"]) == 0)
        #expect(count(["Text"]) == 0)
        #expect(count(["wasSentByApi"]) == 0)
    }

    @Test("bodies come out of JavaScript's parser and writer as they went in")
    func stable() throws {
        let text = "Olá \u{1F600} \"\\/\u{0001}\u{2028}"
        let view = Self.view(
            .messageReceived(MessageID("3EB00000000000000001"), chat: Self.ana),
            message: UazapiFixture.message(.text(TextContent(text)))
        )
        let told = speech.render(view, Self.endpoint(["messages"]))
        let body = try #require(told.first?.body)
        #expect(try JSONReader.read(body).serialized() == body)
        #expect(try JSONReader.read(body)["message"]?["text"]?.string == text)
    }

    @Test("whoever has the ninth digit and whoever has not are one account")
    func ninthDigit() throws {
        let short = Samples.address("551199999999@s.whatsapp.net")
        let view = Self.view(.chatPresence(chat: Self.ana, from: short, .composing))
        let told = speech.render(view, Self.endpoint(["presence"]))
        let body = try JSONReader.read(try #require(told.first?.body))
        #expect(body["event"]?["IsFromMe"] == true)
        #expect(body["event"]?["sender_pn"] == "5511999999999@s.whatsapp.net")
    }

    private func subscription(_ query: [(String, String)]) throws -> EventSubscription {
        let routes = UazapiDialect().routes
        let route = try #require(routes.first { $0.operation == "sse.subscribe" })
        let subscribe = try #require(route.subscribe)
        return try subscribe(
            RequestView(
                path: "/sse",
                query: QueryItems(query.map { (name: $0.0, value: $0.1) })
            )
        )
    }

    static let queries: [([(String, String)], [String], [String])] = [
        ([("token", "t"), ("events", "chats,messages")], ["chats", "messages"], []),
        (
            [("events", "chats"), ("events", "messages"), ("excludeMessages", "poll,reaction")],
            ["chats", "messages"], ["poll", "reaction"]
        ),
        (
            [("excludeMessages", "poll"), ("events", "leads"), ("excludeMessages", "reaction")],
            ["leads"], ["poll", "reaction"]
        ),
    ]

    @Test("a stream is of the token's instance, its lists in either spelling", arguments: queries)
    func stream(query: [(String, String)], events: [String], excluded: [String]) throws {
        let expected = EventSubscription(.caller, StreamFilter(events: events, excluded: excluded))
        #expect(try subscription(query) == expected)
    }

    @Test("a stream without events is refused", arguments: [[], [("events", "")]])
    func noEvents(query: [(String, String)]) {
        #expect(throws: WireError(.missing, path: "events", "Missing events")) {
            try subscription(query)
        }
    }
}
