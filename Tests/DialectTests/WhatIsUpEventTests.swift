import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's events")
struct WhatIsUpEventTests {
    private let dialect = WhatIsUpDialect()

    private func subscription(_ query: [(String, String)]) throws -> EventSubscription {
        let route = try #require(dialect.routes.first { $0.operation == "events.stream" })
        let subscribe = try #require(route.subscribe)
        return try subscribe(
            RequestView(
                path: "/v1/events",
                query: QueryItems(query.map { (name: $0.0, value: $0.1) })
            )
        )
    }

    static let queries: [([(String, String)], String?, [String])] = [
        ([], nil, []), ([("token", "zpk_live_x"), ("events", ""), ("instance_id", "")], nil, []),
        ([("instance_id", "inst_1")], "inst_1", []),
        (
            [("events", "qr.updated, message.failed,qr.updated")], nil,
            ["qr.updated", "message.failed"]
        ),
        (
            [("events", "qr.updated"), ("events", "message.sent")], nil,
            ["qr.updated", "message.sent"]
        ),
    ]

    @Test(
        "a stream is of one instance or of all, with the events that are named",
        arguments: queries
    )
    func stream(query: [(String, String)], instance: String?, events: [String]) throws {
        let expected = EventSubscription(
            .tenant(named: instance),
            StreamFilter(events: events)
        )
        #expect(try subscription(query) == expected)
    }

    @Test("an unknown event cannot be followed")
    func unknownEvent() {
        #expect(throws: WireError.self) { try subscription([("events", "message.sent,x")]) }
    }

    @Test("a key in the query is read on the stream alone")
    func token() {
        let carriers = dialect.routes.filter { $0.access.carriers.count > 1 }
        #expect(carriers.map(\.operation) == ["events.stream"])
    }

    @Test("bodies are signed by time stamp and tried six times")
    func delivery() {
        #expect(dialect.events.signature == .timestamped(header: "X-WhatIsUp-Signature"))
        #expect(
            dialect.events.fields == [
                HTTPField("Content-Type", "application/json"),
                HTTPField("User-Agent", "whatisup-webhooks/0.0.1"),
            ]
        )
        #expect(
            dialect.events.retries?.delaysMilliseconds
                == [10_000, 60_000, 300_000, 1_800_000, 7_200_000]
        )
        #expect(dialect.events.retries?.attemptTimeoutMilliseconds == 10_000)
        #expect(
            dialect.rateLimit == RateLimit(burst: 60, refillPerSecond: 1, exempt: ["limits.get"])
        )
    }

    private static let id = MessageID("3EB0")
    private static func state(
        _ name: String,
        _ previous: String?,
        _ reason: Disconnect.Reason? = nil
    ) -> EventPayload {
        .instanceState(name: name, previous: previous, reason: reason)
    }

    /// What happened, and the vendor's name for it.
    static let payloads: [(EventPayload, String?)] = [
        (state("connected", "awaiting_pairing"), "instance.connected"),
        (state("connected", nil), "instance.connected"), (state("connected", "connected"), nil),
        (state("reconnecting", "connected", .network), "instance.disconnected"),
        (state("logged_out", "reconnecting", .logout), nil),
        (state("disconnected", nil, .replaced), "instance.disconnected"),
        (state("pairing_expired", nil, .qrTimeout), nil), (state("starting", nil), nil),
        (.pairingQR(text: "2@", attempt: 1, expiresAt: Samples.noon), "qr.updated"),
        (.pairingCode(code: "ABCD1234", expiresAt: Samples.noon), nil),
        (.messageReceived(id, chat: nil), "message.received"),
        (.messageSent(id, chat: Samples.ana), "message.sent"),
        (.messageStatus(id, .delivered, chat: nil, participant: nil), "message.delivered"),
        (.messageStatus(id, .failed, chat: nil, participant: nil), "message.failed"),
        (.messageStatus(id, .read, chat: nil, participant: nil), nil),
        (.messageRevoked(id, chat: Samples.ana), nil),
        (.chatPresence(chat: Samples.ana, from: Samples.ana, .composing), nil),
        (.groupLeft(Samples.team, by: nil), nil), (.other(kind: "x", json: "{}"), nil),
    ]

    @Test("what the payload alone says is enough for the name", arguments: payloads)
    func name(payload: EventPayload, name: String?) {
        #expect(dialect.events.name(payload) == name)
        let endpoint = Self.endpoint(dialect.events.names)
        #expect(dialect.events.concerns(endpoint, payload) == (name != nil))
        #expect(!dialect.events.concerns(Self.endpoint([]), payload))
    }

    @Test(
        "the chats' filter counts where the chat is known",
        arguments: [
            ("all", true, true), ("direct_only", false, true), ("groups_only", true, false),
        ]
    )
    func chatTypes(word: String, group: Bool, direct: Bool) {
        let endpoint = Self.endpoint(dialect.events.names, ["chat_type_filter": word])
        let concerns = dialect.events.concerns
        #expect(concerns(endpoint, .messageSent(Self.id, chat: Samples.team)) == group)
        #expect(concerns(endpoint, .messageSent(Self.id, chat: Samples.ana)) == direct)
        #expect(concerns(endpoint, .messageSent(Self.id, chat: nil)))
        #expect(concerns(endpoint, Self.state("connected", nil)))
    }

    private static func endpoint(
        _ events: [String],
        _ options: [String: String] = [:]
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            id: "whk_1",
            dialect: WhatIsUpDialect.dialectID,
            tenant: TenantID("t"),
            instance: nil,
            url: "https://e.com",
            events: events,
            options: options,
            createdAt: Samples.noon,
            updatedAt: Samples.noon
        )
    }
}
