import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI instances and webhooks") struct ZapyAPIInstanceTests {
    @Test(
        "a documented request becomes its command and answers byte for byte",
        arguments: lists + pairing + webhooks
    )
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(ZapyAPIDialect())
    }

    private static func instance(
        _ description: String,
        by method: HTTPMethod = .post,
        _ target: String,
        body: String = "",
        _ command: any Command,
        _ outcome: any Sendable,
        status: Int = 200,
        _ answer: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: method,
            target: "/api/instances\(target)",
            body: body,
            command: command,
            outcome: outcome,
            status: status,
            answer: answer
        )
    }

    private static func page(
        _ data: String,
        _ first: Bool,
        _ last: Bool,
        _ current: Int,
        _ previous: String,
        _ next: String,
        _ pages: Int,
        _ total: Int
    ) -> String {
        """
        {"data":[\(data)],"isFirstPage":\(first),"isLastPage":\(last),"currentPage":\(current),
        "previousPage":\(previous),"nextPage":\(next),"pageCount":\(pages),"totalCount":\(total)}
        """
    }

    private static let connected = """
        {"instanceId":"instance-123","name":"My WhatsApp Instance","status":"connected",
        "whatsappJid":"5511999999999@s.whatsapp.net","whatsappLid":"5511999999999@lid",
        "whatsappId":"5511999999999","whatsappName":"My Company",
        "whatsappProfilePicUrl":"https://example.com/profile-pic.jpg",
        "createdAt":"2024-01-01T00:00:00.000Z","updatedAt":"2024-01-01T00:00:00.000Z"}
        """

    static let lists: [RouteExchange] = [
        instance(
            "Z1: one connected instance fills the only page",
            by: .get,
            "?page=1&limit=10",
            ListInstances(offset: 0, limit: 10),
            ListInstances.Outcome(instances: [Samples.instance(.connected)], total: 1),
            page(connected, true, true, 1, "null", "null", 1, 1)
        ),
        instance(
            "nothing is no page, of a hundred unless asked",
            by: .get,
            "",
            ListInstances(offset: 0, limit: 100),
            ListInstances.Outcome(instances: [], total: 0),
            page("", true, true, 1, "null", "null", 0, 0)
        ),
        instance(
            "a page in the middle names both neighbours",
            by: .get,
            "?page=2&limit=1",
            ListInstances(offset: 1, limit: 1),
            ListInstances.Outcome(instances: [Samples.instance(.connected)], total: 3),
            page(connected, false, false, 2, "1", "3", 3, 3)
        ),
        instance(
            "a page past the end, however far, is empty and no error",
            by: .get,
            "?page=9223372036854775807&limit=100",
            ListInstances(offset: Int(Int32.max), limit: 100),
            ListInstances.Outcome(instances: [], total: 1),
            page("", false, true, .max, "9223372036854775806", "null", 1, 1)
        ),
        instance(
            "a new instance answers three members",
            "",
            body: #"{"name":"My New Instance"}"#,
            CreateInstance(name: "My New Instance"),
            Samples.instance(.created, hasAccount: false),
            status: 201,
            #"{"instanceId":"instance-123","name":"My WhatsApp Instance","status":"created"}"#
        ),
    ]

    static let pairing: [RouteExchange] = [
        instance(
            "Z2: the code is an image with its time and its number",
            by: .get,
            "/my-whatsapp-instance/qr",
            ConnectInstance(),
            Samples.instance(Samples.awaitingQR),
            """
            {"instanceId":"my-whatsapp-instance",
            "qrCode":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA...",
            "expiresAt":1672531200000,"attempt":1}
            """
        ),
        instance(
            "Z3: a restart answers an empty object",
            "/my-instance/restart",
            RestartInstance(),
            Samples.instance(.reconnecting),
            "{}"
        ),
        instance(
            "Z4: a logout answers an empty object",
            "/my-instance/logout",
            DisconnectInstance(),
            DisconnectInstance.Outcome(
                instance: Samples.instance(.loggedOut),
                wasActive: true
            ),
            "{}"
        ),
    ]

    private static let config = """
        {"id":"webhook-config-uuid","instanceId":"my-instance",
        "webhookUrl":"https://api.example.com/webhooks/whatsapp","secret":"your-secret-key",
        "isActive":true,"createdAt":"2024-01-01T00:00:00.000Z",
        "updatedAt":"2024-01-01T00:00:00.000Z"}
        """
    private static let webhookURL = "https://api.example.com/webhooks/whatsapp"

    static let webhooks: [RouteExchange] = [
        instance(
            "Z5: a webhook is shown with its secret",
            "/my-instance/webhook-config",
            body: """
                {"webhookUrl":"\(webhookURL)","secret":"your-secret-key","isActive":true}
                """,
            SetWebhook(
                .single,
                url: webhookURL,
                secret: .chosen("your-secret-key"),
                isEnabled: true,
                baseURL: "http://"
            ),
            Samples.endpoint,
            config
        ),
        instance(
            "a webhook is active unless it is told otherwise, and may have no secret",
            "/my-instance/webhook-config",
            body: #"{"webhookUrl":"\#(webhookURL)"}"#,
            SetWebhook(
                .single,
                url: webhookURL,
                secret: .clear,
                isEnabled: true,
                baseURL: "http://"
            ),
            WebhookEndpoint(
                id: "webhook-config-uuid",
                dialect: DialectID("zapyapi"),
                tenant: TenantID("t"),
                instance: InstanceID("i"),
                url: webhookURL,
                secret: nil,
                isEnabled: true,
                createdAt: Samples.noon,
                updatedAt: Samples.noon
            ),
            config.replacing(#""your-secret-key""#, with: "null")
        ),
        instance(
            "Z6: the webhook is shown as it was set",
            by: .get,
            "/my-instance/webhook-config",
            GetWebhook(),
            GetWebhook.Outcome(endpoint: Samples.endpoint),
            config
        ),
        instance(
            "Z7: a deleted webhook answers an empty object",
            by: .delete,
            "/my-instance/webhook-config",
            RemoveWebhook(),
            RemoveWebhook.Outcome(existed: true),
            "{}"
        ),
    ]

    @Test(
        "every state has its word of the nine, and the account is told only while it is linked",
        arguments: zip(
            Samples.everyState,
            [
                ("created", false), ("connecting", false), ("pending_qr_code_scan", false),
                ("qr_timeout", false), ("connected", true), ("connecting", true),
                ("manually_stopped", true), ("stopped", true), ("stopped", false),
                ("error", true),
            ]
        )
    )
    func status(state: LinkState, expected: (word: String, isLinked: Bool)) async throws {
        let instance = try await listed(Samples.instance(state))
        #expect(instance["status"]?.string == expected.word)
        for key in ["Jid", "Lid", "Id", "Name", "ProfilePicUrl"] {
            let value = try #require(instance["whatsapp" + key])
            #expect(value.isNull != expected.isLinked, "whatsapp\(key) of \(state.name)")
        }
    }

    @Test(
        "an account that was unlinked is not told in a later state either",
        arguments: [LinkState.disconnected, .failed("banned")]
    )
    func unlinked(state: LinkState) async throws {
        var instance = Samples.instance(state)
        instance.lastDisconnect = Disconnect(at: Samples.noon, reason: .banned)
        #expect(try await listed(instance)["whatsappId"] == .null)
    }

    @Test("a webhook's id is a UUID, the same one whenever it is shown")
    func webhookID() async throws {
        let endpoint = WebhookEndpoint(
            id: "whk_01J7ZZZZZZ00000000000000ZZ",
            dialect: DialectID("zapyapi"),
            tenant: TenantID("t"),
            instance: InstanceID("i"),
            url: Self.webhookURL,
            secret: nil,
            isEnabled: true,
            createdAt: Samples.noon,
            updatedAt: Samples.noon
        )
        let (response, _) = await Playback(dialect: ZapyAPIDialect())
            .play(
                .get,
                "/api/instances/K/webhook-config",
                .success(GetWebhook.Outcome(endpoint: endpoint))
            )
        let id = try JSONReader.read(response.body)["id"]
        #expect(id == "0191ffff-ffff-4000-8000-0000000003ff")
    }

    @Test("an account without a picture and a LID shows null for them")
    func partialAccount() async throws {
        var instance = Samples.instance(.connected)
        instance.account?.lid = nil
        instance.account?.pictureURL = nil
        let shown = try await listed(instance)
        #expect(shown["whatsappLid"] == .null)
        #expect(shown["whatsappProfilePicUrl"] == .null)
        #expect(shown["whatsappId"] == "5511999999999")
    }

    private func listed(_ instance: Instance) async throws -> JSONObject {
        let outcome = ListInstances.Outcome(instances: [instance], total: 1)
        let (response, _) = await Playback(dialect: ZapyAPIDialect())
            .play(.get, "/api/instances", .success(outcome))
        return try #require(try JSONReader.read(response.body)["data"]?[0]?.object)
    }

    private static let refusals: [(HTTPMethod, String, any Sendable, Int, String)] = [
        (.get, "K/qr", Samples.instance(.connected), 400, "INSTANCE_ALREADY_CONNECTED"),
        (.get, "K/qr", Samples.instance(.starting), 404, "NOT_FOUND"),
        (.get, "K/qr", Samples.instance(Samples.awaitingCode), 404, "NOT_FOUND"),
        (.get, "K/webhook-config", GetWebhook.Outcome(endpoint: nil), 404, "NOT_FOUND"),
        (.delete, "K/webhook-config", RemoveWebhook.Outcome(existed: false), 404, "NOT_FOUND"),
    ]

    @Test("an outcome that the vendor calls a failure is one", arguments: refusals.indices)
    func refusal(index: Int) async throws {
        let (method, target, outcome, status, code) = Self.refusals[index]
        let (response, commands) = await Playback(dialect: ZapyAPIDialect())
            .play(method, "/api/instances/\(target)", .success(outcome))
        let body = try JSONReader.read(response.body)
        #expect(commands.count == 1)
        #expect(response.status == status)
        #expect(body["error"]?.string == code)
    }
}
