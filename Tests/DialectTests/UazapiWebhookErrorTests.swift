import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi shows deliveries that failed")
struct UazapiWebhookErrorTests {
    /// Gives each endpoint its own deliveries.
    private struct Deliveries: CommandPerformer {
        let endpoints: [WebhookEndpoint]
        let deliveries: [Delivery]

        func perform<C: Command>(
            _ command: C,
            for caller: Caller
        ) -> Answer<Result<C.Outcome, CommandFailure>> {
            let outcome: (any Sendable)? =
                switch command {
                case is ListWebhooks: endpoints
                case is GetWebhook: GetWebhook.Outcome(endpoint: endpoints.first)
                case let list as ListDeliveries: found(list)
                default: nil
                }
            guard let outcome = outcome as? C.Outcome else {
                return .now(.failure(CommandFailure(.internalError)))
            }
            return .later { .success(outcome) }
        }

        private func found(_ list: ListDeliveries) -> [Delivery] {
            let filter = list.filter
            return Array(
                deliveries
                    .filter { filter.endpoint == $0.endpoint && filter.states.contains($0.state) }
                    .prefix(list.limit)
            )
        }
    }

    private static let made: Int64 = 1_774_277_400_000
    private static let local = UazapiWebhookTests.endpoint(
        "whk_1",
        slot: .single,
        options: ["addUrlEvents": "true", "addUrlTypesMessages": "true"],
        createdAt: made
    )
    private static let other = UazapiWebhookTests.endpoint(
        "whk_2",
        slot: .many,
        createdAt: made + 5
    )

    private static func delivery(
        _ number: Int64,
        to endpoint: String = "whk_1",
        state: Delivery.State = .dead,
        status: Int? = 502,
        error: String? = "status",
        body: String? = #"{"EventType":"messages","message":{"type":"text"}}"#
    ) -> Delivery {
        Delivery(
            id: "dlv_\(number)",
            endpoint: endpoint,
            dialect: UazapiDialect.dialectID,
            tenant: TenantID("cust_01J6"),
            instance: InstanceID("i1"),
            eventID: "e\(number)",
            sequence: number,
            kind: "message.received",
            name: "messages",
            state: state,
            attempts: 3,
            lastStatus: status,
            lastError: error,
            body: body.map { Array($0.utf8) },
            createdAt: Timestamp(milliseconds: made),
            updatedAt: Timestamp(milliseconds: made + number * 1000 + 7)
        )
    }

    private func answer(
        _ path: String,
        _ endpoints: [WebhookEndpoint],
        _ deliveries: [Delivery]
    ) async throws -> HTTPResponse {
        let dialect = UazapiDialect()
        let route = try #require(
            dialect.routes.first { $0.method == .get && $0.pattern.text == path }
        )
        let served = route.answer(
            RequestView(path: path, receivedAt: Exchange.now),
            rules: dialect.bodyRules,
            performer: Deliveries(endpoints: endpoints, deliveries: deliveries),
            caller: Caller(
                tenant: TenantID("cust_01J6"),
                instance: InstanceID("i1"),
                dialect: dialect.id,
                requestID: "r"
            )
        )
        return try await served.value().get()
    }

    private func entries(_ response: HTTPResponse) throws -> [JSONValue] {
        try #require(try JSONReader.read(response.body).array)
    }

    @Test("a failure is shown as on the vendor's page")
    func entry() async throws {
        let answer = try await answer("/webhook/errors", [Self.local], [Self.delivery(1)])
        #expect(
            answer.text
                == #"[{"created":"2026-03-23T14:50:01Z","#
                + #""url":"https://exemplo.com/hook/messages/text?key=1","type":"local","#
                + #""event":"messages","message_type":"text","status_code":502,"attempts":3,"#
                + #""error":"webhook returned non-success status: 502 Bad Gateway","#
                + #""payload":{"EventType":"messages","message":{"type":"text"}}}]"#
        )
        #expect(answer.field("X-Webhook-Error-Capture-Started-At") == "2026-03-23T14:50:00Z")
    }

    @Test("without an answer there is no status, and the gateway's word for what went wrong")
    func noAnswer() async throws {
        let delivery = Self.delivery(1, status: nil, error: "timeout", body: nil)
        let entry = try #require(
            try entries(try await answer("/webhook/errors", [Self.local], [delivery])).first
        )
        #expect(entry["status_code"] == 0)
        #expect(entry["error"] == "webhook request failed: timeout")
        #expect(entry["message_type"] == "")
        #expect(entry["payload"]?.text == "{}")
        #expect(entry["url"] == "https://exemplo.com/hook/messages?key=1")
    }

    @Test("a status without a name of its own is shown by its number")
    func strangeStatus() async throws {
        let entry = try #require(
            try entries(
                try await answer("/webhook/errors", [Self.local], [Self.delivery(1, status: 599)])
            ).first
        )
        #expect(entry["error"] == "webhook returned non-success status: 599")
    }

    @Test("the newest 20 of all webhooks are shown, newest first")
    func newest() async throws {
        let deliveries = (1...30).reversed().map { number in
            Self.delivery(number, to: number.isMultiple(of: 2) ? "whk_1" : "whk_2")
        }
        let answer = try await answer("/webhook/errors", [Self.local, Self.other], deliveries)
        let created = try entries(answer).compactMap { $0["created"]?.string }
        #expect(created.count == 20)
        #expect(created == created.sorted(by: >))
        #expect(created.first == "2026-03-23T14:50:30Z")
    }

    @Test("what was delivered, waits or was left out is no failure")
    func states() async throws {
        let deliveries = Delivery.State.allCases.enumerated().map { index, state in
            Self.delivery(Int64(index + 1), state: state)
        }
        let answer = try await answer("/webhook/errors", [Self.local], deliveries)
        #expect(try entries(answer).count == 2)
    }

    @Test("failures of the global webhook are global")
    func global() async throws {
        let endpoint = UazapiWebhookTests.endpoint(
            "whk_1",
            slot: .global,
            instance: nil
        )
        let answer = try await answer("/globalwebhook/errors", [endpoint], [Self.delivery(1)])
        #expect(try entries(answer).first?["type"] == "global")
        #expect(try entries(answer).first?["url"] == "https://exemplo.com/hook?key=1")
    }

    @Test("without a webhook the log begins now and is empty", arguments: ["", "global"])
    func empty(kind: String) async throws {
        let answer = try await answer("/\(kind)webhook/errors", [], [])
        #expect(answer.text == "[]")
        #expect(answer.field("X-Webhook-Error-Capture-Started-At") == "2026-05-01T12:34:56Z")
    }
}
