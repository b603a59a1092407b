import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's API keys and limits")
struct WhatIsUpKeyTests {
    private static let path = "/v1/api-keys"
    /// When every request comes.
    private static let now = Playback(dialect: WhatIsUpDialect()).now

    private static func key(
        _ instance: String? = nil,
        expiresAt: Timestamp? = nil,
        revokedAt: Timestamp? = nil
    ) -> APIKey {
        APIKey(
            id: "key_01J",
            dialect: WhatIsUpDialect.dialectID,
            tenant: TenantID("tnt_01J6"),
            instance: instance.map { InstanceID($0) },
            instanceName: instance,
            name: "app-2026-q2",
            prefix: "zpk_live_abcd1efgh",
            scopes: ["send"],
            createdAt: Samples.noon,
            expiresAt: expiresAt,
            revokedAt: revokedAt
        )
    }

    private static func json(_ instance: String = "null", _ more: String = "") -> String {
        """
        {"id":"key_01J","customer_id":"cust_01J6","instance_id":\(instance),"name":"app-2026-q2",
        "prefix":"zpk_live_abcd1…","scopes":["send"],"last_used_at":null,"expires_at":null,
        "created_at":"2024-01-01T00:00:00.000Z","revoked_at":null\(more)}
        """
    }

    private static func issue(
        _ description: String,
        _ members: String,
        _ command: IssueKey
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: .post,
            target: path,
            body: #"{"name":"app-2026-q2"\#(members)}"#,
            command: command,
            outcome: IssueKey.Outcome(key: key("inst_1"), secret: "zpk_live_whole"),
            status: 201,
            answer: json(#""inst_1""#, #","secret":"zpk_live_whole""#)
        )
    }

    private static let moment = Timestamp(milliseconds: 1_893_456_000_000)

    static let exchanges: [RouteExchange] = [
        issue("a name alone", "", IssueKey(name: "app-2026-q2")),
        issue(
            "an instance and scopes",
            #","instance_id":"inst_1","scopes":["send","read"],"expires_at":null"#,
            IssueKey(name: "app-2026-q2", instanceName: "inst_1", scopes: ["send", "read"])
        ),
        issue(
            "an end in UTC",
            #","expires_at":"2030-01-01T00:00:00Z""#,
            IssueKey(name: "app-2026-q2", expiresAt: moment)
        ),
        issue(
            "an end in another zone",
            #","expires_at":"2029-12-31T21:00:00.000-03:00""#,
            IssueKey(name: "app-2026-q2", expiresAt: moment)
        ),
        RouteExchange(
            testDescription: "the keys that open something",
            method: .get,
            target: path,
            command: ListKeys(),
            outcome: [
                key(), key(expiresAt: now), key(revokedAt: Samples.noon),
            ],
            answer: #"{"data":[\#(json())]}"#
        ),
        RouteExchange(
            testDescription: "a key is taken back",
            method: .delete,
            target: path + "/key_01J",
            command: RevokeKey(id: "key_01J"),
            outcome: key(revokedAt: now),
            status: 204,
            answer: ""
        ),
    ]

    @Test("a request becomes its command", arguments: exchanges)
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(WhatIsUpDialect())
    }

    static let bad: [(String, String, String)] = [
        ("{}", "name", "name is required"),
        (#"{"name":""}"#, "name", "name is required"),
        (#"{"name":"n","scopes":"all"}"#, "scopes", "scopes must be an array"),
        (#"{"name":"n","instance_id":7}"#, "instance_id", "instance_id must be a string"),
        (#"{"name":"n","expires_at":7}"#, "expires_at", "expires_at must be a string"),
        (
            #"{"name":"n","expires_at":"tomorrow"}"#, "expires_at",
            "expires_at must be an ISO 8601 date"
        ),
        (
            #"{"name":"n","expires_at":"2029-12-31T21:00:00-24:00"}"#, "expires_at",
            "expires_at must be an ISO 8601 date"
        ),
        (
            #"{"name":"n","expires_at":"2024-01-01T00:00:00Z"}"#, "expires_at",
            "expires_at must be in the future"
        ),
    ]

    @Test("a bad body names the member at fault, and no key is issued", arguments: bad)
    func refused(body: String, path: String, message: String) async {
        let outcome = IssueKey.Outcome(key: Self.key(), secret: "s")
        let (answer, commands) = await Playback(dialect: WhatIsUpDialect())
            .play(.post, Self.path, body: Array(body.utf8), .success(outcome))
        #expect(answer.status == 400)
        #expect(answer.text.contains(#"[{"path":"\#(path)","message":"\#(message)"}]"#))
        #expect(commands.isEmpty)
    }

    @Test(
        "limits are what the request may still use, a full bucket where none apply",
        arguments: [
            (Allowance(limit: 60, remaining: 47, resetsAt: Samples.noon), 47, Samples.noon),
            (nil, 60, now),
        ]
    )
    func limits(allowance: Allowance?, remaining: Int, resetsAt: Timestamp) async throws {
        let dialect = WhatIsUpDialect()
        let route = try #require(dialect.routes.first { $0.operation == "limits.get" })
        let served = await route.answer(
            RequestView(path: "/v1/limits", receivedAt: Self.now, allowance: allowance),
            rules: dialect.bodyRules,
            performer: RecordingPerformer(.failure(CommandFailure(.internalError))),
            caller: Caller(
                tenant: TenantID("t"),
                instance: nil,
                dialect: dialect.id,
                requestID: "r"
            )
        ).value()
        #expect(
            try served.get().text
                == #"{"per_customer":{"limit":60,"remaining":\#(remaining),"#
                + #""reset_at":"\#(resetsAt.iso8601)"},"per_channel":null,"per_key":null}"#
        )
    }
}
