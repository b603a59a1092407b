import ConformanceKit
import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's webhooks are read")
struct WhatIsUpSpeakingEventTests {
    private let bench = WhatIsUpBench.linked
    private static let files = EventFixtureFile.all.filter { $0.path.contains("/whatisup/") }

    @Test("what is told of an event is read as the same event", arguments: files)
    func roundTrip(file: EventFixtureFile) throws {
        let fixture = try file.read()
        for request in fixture.requests
        where request.body["data"]?["reason"] != "session_invalidated" {
            let context = SpokenContext(
                settings: ["instance_id": fixture.view.instance.name(in: DialectID("whatisup"))],
                instance: fixture.view.instance,
                now: Samples.noon,
                reference: ""
            )
            let bench = SpeakingBench(speech: .whatisup, context: context)
            let observations = try bench.read(request.body.text)
            let views = observations.compactMap { ReadBack.view(of: $0, like: fixture.view) }
            let again = views.flatMap { fixture.dialect.events.render($0, fixture.endpoint) }
            #expect(again.map { String(decoding: $0.body, as: UTF8.self) } == [request.body.text])
            let kinds = try #require(bench.speech.events).kinds
            #expect(views.allSatisfy { kinds.contains($0.event.payload.kind) })
        }
    }

    private static func body(_ event: String, _ data: String) -> String {
        """
        {"event":"\(event)","event_id":"evt_1","instance_id":"inst_01J7",\
        "occurred_at":"2026-05-01T12:34:56.000Z","data":\(data)}
        """
    }

    @Test("another instance's events are not this one's, for an endpoint may be the customer's")
    func otherInstance() throws {
        for key in ["instance_id", "channel_id"] {
            let body = #"{"event":"instance.connected","\#(key)":"inst_other","data":{}}"#
            #expect(try bench.read(body) == [])
        }
    }

    @Test("the newer generation's names mean the same")
    func newer() throws {
        let body = """
            {"event":"channel.connected","channel_id":"inst_01J7","data":\
            {"phone_number":"5511999999999"}}
            """
        let account = try #require(bench.context.instance.account)
        #expect(try bench.read(body).map(\.kind) == [.account(account), .link(.connected, nil)])
    }

    @Test(
        "a session ends for one of four reasons",
        arguments: [
            ("network", LinkState.reconnecting, Disconnect.Reason.network),
            ("logout", .loggedOut, .logout), ("session_invalidated", .loggedOut, .logout),
            ("kicked_other_device", .disconnected, .replaced), ("another", .disconnected, nil),
        ] as [(String, LinkState, Disconnect.Reason?)]
    )
    func reasons(word: String, state: LinkState, reason: Disconnect.Reason?) throws {
        let read = try bench.read(Self.body("instance.disconnected", #"{"reason":"\#(word)"}"#))
        #expect(read.map(\.kind) == [.link(state, reason)])
        #expect(read.first?.at.iso8601 == "2026-05-01T12:34:56.000Z")
    }

    @Test("the page's example has no message id, so the event lends its own")
    func withoutID() throws {
        let data = """
            {"from":"5511999999999","body":{"type":"text","text":"hello back"},\
            "received_at":"2026-05-01T12:34:55.000Z"}
            """
        let read = try #require(try bench.read(Self.body("message.received", data)).first)
        guard case .message(let message) = read.kind else {
            Issue.record("no message")
            return
        }
        #expect(message.id.text == "evt_1" && message.chat == Samples.ninth)
        #expect(message.content == .text(TextContent("hello back")))
        #expect(message.sentAt.iso8601 == "2026-05-01T12:34:55.000Z")
    }

    @Test("the flat form of the delivery page's example is read too")
    func flat() throws {
        let body = """
            {"event":"message.received","event_id":"evt_1","instance_id":"inst_01J7",\
            "from":"5511999999999","body":{"type":"text","text":"hello back"}}
            """
        guard case .message = try bench.read(body).first?.kind else {
            Issue.record("no message")
            return
        }
    }

    @Test("the newer generation's one event of progress has its time in seconds")
    func status() throws {
        let data = """
            {"message_id":"wamid.HBgM","to":"5511999999999@s.whatsapp.net","status":"read",\
            "is_group":false,"timestamp":1748550000}
            """
        let read = try bench.read(Self.body("message.status", data))
        #expect(
            read == [
                Observation(
                    .status(MessageID("wamid.HBgM"), .read, chat: Samples.ninth, participant: nil),
                    at: Timestamp(milliseconds: 1_748_550_000_000)
                )
            ]
        )
    }

    @Test(
        "a resolved contact is two ids of one person, whatever their members are called",
        arguments: [
            #"{"lid":"40000000000000@lid","jid":"5511999999999@s.whatsapp.net"}"#,
            #"{"a":"5511999999999@c.us","b":"x@y","c":1748550000,"d":"40000000000000@lid"}"#,
        ]
    )
    func resolved(data: String) throws {
        let phone = try #require(Samples.phone("5511999999999"))
        #expect(
            try bench.read(Self.body("contact.resolved", data)).map(\.kind)
                == [.identity(lid: "40000000000000", phone: phone)]
        )
    }

    @Test(
        "what is not understood is kept by its name alone",
        arguments: [
            ("presence.updated", "{}"), ("contact.resolved", #"{"lid":"40000000000000@lid"}"#),
            (
                "contact.resolved",
                #"{"a":"40000000000000@lid","b":"5511999999999@c.us","c":"5511988888888@c.us"}"#
            ), ("message.received", "{}"), ("message.sent", "{}"), ("message.status", "{}"),
            ("message.received", #"{"from":"5511999999999","body":{"type":"order"}}"#),
            ("qr.updated", "{}"), ("group.created", "[]"),
        ]
    )
    func unknown(event: String, data: String) throws {
        let read = try bench.read(Self.body(event, data))
        #expect(read.map(\.kind) == [.event(.other(kind: "raw.\(event)", json: "{}"))])
    }

    @Test("what is no event is refused", arguments: ["", "[]", "{}", #"{"event":1}"#])
    func refused(body: String) {
        #expect(throws: WireError.self) { try bench.read(body) }
    }
}

@Suite("WhatIsUp is told where events go")
struct WhatIsUpRegisterTests {
    private static let url = "https://gw.example.com/h"
    private static let none = UpstreamReply(200, #"{"data":[]}"#)

    private func play(
        secret: String? = nil,
        generation: String? = nil,
        _ answers: UpstreamReply...
    ) throws -> ConversationPlay<Bool> {
        var settings: [String: String] = [:]
        settings["webhook_secret"] = secret
        settings["generation"] = generation
        let bench = WhatIsUpBench.bench(.connected, settings: settings)
        let register = try #require(bench.speech.events?.register)
        return ConversationPlay(try register(Self.url, bench.context), answers: answers)
    }

    private static let documented = """
        "message.received","message.sent","instance.connected","instance.disconnected","qr.updated"
        """

    @Test("an endpoint is made where none is ours, for this instance and with our secret")
    func create() throws {
        let play = try play(
            secret: "s",
            WhatIsUpBench.answer("webhook_endpoints.list.1"),
            UpstreamReply(201, "{}")
        )
        #expect(
            play.requests.map(\.text) == [
                "GET /v1/webhook-endpoints",
                """
                POST /v1/webhook-endpoints {"url":"\(Self.url)","events":[\(Self.documented),\
                "message.delivered","message.failed"],"instance_id":"inst_01J7",\
                "signing_secret":"s","enabled":true}
                """,
            ]
        )
        #expect(play.requests.map(\.effect) == [.safe, .once])
        #expect(try #require(play.end).get().outcome)
    }

    @Test("two events that the page does not list are left out when they are refused")
    func refusedEvents() throws {
        let play = try play(Self.none, UpstreamReply(400), UpstreamReply(201))
        #expect(
            play.requests.last?.text == """
                POST /v1/webhook-endpoints {"url":"\(Self.url)","events":[\(Self.documented)],\
                "instance_id":"inst_01J7","enabled":true}
                """
        )
        #expect(try #require(play.end).get().outcome)
        let again = try self.play(Self.none, UpstreamReply(400), UpstreamReply(400))
        #expect(again.failure?.code == .requestInvalid)
    }

    @Test("the newer generation names the channel and its own events")
    func newer() throws {
        let text = try play(generation: "channels", Self.none).requests.last?.text
        #expect(text?.contains(#""channel_id":"inst_01J7""#) == true)
        #expect(text?.contains(#""message.status","channel.connected""#) == true)
    }

    private static func ours(_ events: String, _ rest: String = "") -> UpstreamReply {
        UpstreamReply(
            200,
            #"{"data":[{"id":"wh_1","url":"\#(url)","events":[\#(events)]\#(rest)}]}"#
        )
    }

    @Test("an endpoint of ours that is whole is left as it is")
    func whole() throws {
        let play = try play(
            secret: "s",
            Self.ours(Self.documented, #","has_custom_signing_secret":true"#)
        )
        #expect(play.requests.count == 1)
        #expect(try #require(play.end).get().outcome)
    }

    @Test("one that is not is mended, if the vendor has a way")
    func mended() throws {
        let without = try play(secret: "s", Self.ours(Self.documented), UpstreamReply(200))
        #expect(
            without.requests.last?.text == """
                PATCH /v1/webhook-endpoints/wh_1 {"events":[\(Self.documented)],"enabled":true,\
                "signing_secret":"s"}
                """
        )
        let off = try play(Self.ours("\"message.sent\"", #","enabled":false"#), UpstreamReply(404))
        #expect(off.requests.last?.method == .patch)
        #expect(try !#require(off.end).get().outcome)
    }
}
