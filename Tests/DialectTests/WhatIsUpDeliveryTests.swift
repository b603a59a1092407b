import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's webhook deliveries")
struct WhatIsUpDeliveryTests {
    private static let path = "/v1/webhook-deliveries"
    private static let shownStates: [Delivery.State] = [.pending, .retrying, .succeeded, .dead]

    /// A delivery that was not tried yet.
    private static let pending = Delivery(
        id: "dlv_01J",
        endpoint: "whk_01J",
        dialect: WhatIsUpDialect.dialectID,
        tenant: TenantID("tnt_01J6"),
        instance: InstanceID("i1"),
        instanceName: "inst_01J7",
        eventID: "01K",
        sequence: 7,
        kind: "message.received",
        name: "message.received",
        dueAt: Samples.noon,
        createdAt: Samples.noon,
        updatedAt: Samples.noon
    )

    private static let pendingJSON = """
        {"id":"dlv_01J","endpoint_id":"wh_01J","customer_id":"cust_01J6","instance_id":"inst_01J7",
        "event":"message.received","event_id":"evt_01K","payload":null,"status":"pending",
        "attempt_count":0,"last_error":null,"last_response_status":null,
        "next_attempt_at":"2024-01-01T00:00:00.000Z","delivered_at":null,
        "created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"}
        """

    private static func changed(_ change: (inout Delivery) -> Void) -> Delivery {
        var delivery = pending
        change(&delivery)
        return delivery
    }

    private static func read(
        _ description: String,
        _ delivery: Delivery,
        _ replacements: [(String, String)]
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: .get,
            target: path + "/dlv_01J",
            command: GetDelivery(id: "dlv_01J"),
            outcome: delivery,
            answer: replacements.reduce(pendingJSON) { $0.replacing($1.0, with: $1.1) }
        )
    }

    static let reads: [RouteExchange] = [
        read("pending", pending, []),
        read(
            "tried in vain",
            changed {
                $0.state = .retrying
                $0.attempts = 2
                $0.lastStatus = 503
                $0.lastError = "status"
                $0.body = Array(#"{"event": "message.received","n":1.0}"#.utf8)
            },
            [
                ("pending", "retrying"), (#""attempt_count":0"#, #""attempt_count":2"#),
                (#""last_error":null"#, #""last_error":"status""#),
                (#""last_response_status":null"#, #""last_response_status":503"#),
                (#""payload":null"#, #""payload":{"event":"message.received","n":1.0}"#),
            ]
        ),
        read(
            "taken",
            changed {
                $0.state = .succeeded
                $0.dueAt = nil
                $0.deliveredAt = Samples.noon
                $0.instanceName = nil
            },
            [
                ("pending", "success"), (#""instance_id":"inst_01J7""#, #""instance_id":null"#),
                (
                    #""next_attempt_at":"2024-01-01T00:00:00.000Z","delivered_at":null"#,
                    #""next_attempt_at":null,"delivered_at":"2024-01-01T00:00:00.000Z""#
                ),
            ]
        ),
        read(
            "given up",
            changed {
                $0.state = .dead
                $0.dueAt = nil
            },
            [
                ("pending", "failed"),
                (
                    #""next_attempt_at":"2024-01-01T00:00:00.000Z""#, #""next_attempt_at":null"#
                ),
            ]
        ),
    ]

    private static func list(
        _ query: String,
        _ states: [Delivery.State] = shownStates,
        _ change: (inout DeliveryFilter) -> Void = { _ in }
    ) -> RouteExchange {
        var filter = DeliveryFilter(states: states)
        change(&filter)
        return RouteExchange(
            testDescription: "the list with the query \(query)",
            method: .get,
            target: path + query,
            command: ListDeliveries(filter, limit: 100),
            outcome: [pending],
            answer: #"{"data":[\#(pendingJSON)]}"#
        )
    }

    static let lists: [RouteExchange] = [
        list(""), list("?status=&event=&instance_id="), list("?status=pending", [.pending]),
        list("?status=retrying", [.retrying]), list("?status=success", [.succeeded]),
        list("?status=failed", [.dead]),
        list("?event=qr.updated&instance_id=inst_01J") {
            $0.name = "qr.updated"
            $0.instanceName = "inst_01J"
        },
    ]

    @Test("a request becomes its command", arguments: reads + lists)
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(WhatIsUpDialect())
    }

    @Test("what was never to be sent has no row")
    func skipped() async {
        let (answer, _) = await Playback(dialect: WhatIsUpDialect())
            .play(.get, Self.path + "/dlv_01J", .success(Self.changed { $0.state = .skipped }))
        #expect(answer.status == 404)
        #expect(answer.text.contains(#""code":"not_found","message":"Webhook delivery not found""#))
    }

    static let bad: [(String, String)] = [
        ("status=skipped", "status must be one of pending, success, failed, retrying"),
        ("status=succeeded", "status must be one of pending, success, failed, retrying"),
        (
            "event=message.read",
            "event must be one of message.received, message.sent, instance.connected, "
                + "instance.disconnected, qr.updated, message.delivered, message.failed"
        ),
    ]

    @Test("an unknown word in the query is refused", arguments: bad)
    func refused(query: String, message: String) async {
        let (answer, commands) = await Playback(dialect: WhatIsUpDialect())
            .play(.get, Self.path + "?" + query, .success([Self.pending]))
        #expect(answer.status == 400)
        #expect(answer.text.contains(#""code":"validation_failed","message":"\#(message)""#))
        #expect(commands.isEmpty)
    }
}
