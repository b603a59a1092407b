import ConformanceKit
import DialectKit
import Testing
import Upstreams

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Importing a vendor's account")
struct ImportTests {
    /// An account at a vendor, and a request that its client makes there and is to make here.
    struct Account: Sendable, CustomTestStringConvertible {
        let dialect: String
        let settings: JSONValue
        /// How many instances are to be found.
        let count: Int
        let credential: (name: String, value: String)
        let path: String
        /// How the vendor's client registers a webhook, and asks for it.
        let webhook: (method: HTTPMethod, path: String, body: JSONValue)
        var name: String { dialect }
        var testDescription: String { "\(dialect), \(count)" }
    }

    private static let hook = "https://hooks.example.com/in"

    static let accounts: [Account] = [
        Account(
            dialect: "uazapi",
            settings: ["token": "demo-instance-token"],
            count: 1,
            credential: ("token", "demo-instance-token"),
            path: "/instance/status",
            webhook: webhook
        ),
        Account(
            dialect: "uazapi",
            settings: ["admin_token": "demo-admin-token"],
            count: 2,
            credential: ("admintoken", "demo-admin-token"),
            path: "/instance/all",
            webhook: webhook
        ),
        Account(
            dialect: "megaapi",
            settings: ["instance_key": "megastart-demo", "token": "demo"],
            count: 1,
            credential: ("Authorization", "Bearer demo"),
            path: "/rest/instance/megastart-demo",
            webhook: (
                .post, "/rest/webhook/megastart-demo/configWebhook",
                ["messageData": ["webhookUrl": .string(hook), "webhookEnabled": true]]
            )
        ),
        Account(
            dialect: "zapyapi",
            settings: ["api_key": "demo-api-key"],
            count: 2,
            credential: ("x-api-key", "demo-api-key"),
            path: "/api/instances?page=1&limit=10",
            webhook: (
                .post, "/api/instances/demo/webhook-config",
                ["webhookUrl": .string(hook), "isActive": true]
            )
        ),
        Account(
            dialect: "whatisup",
            settings: ["api_key": "zpk_test_demo"],
            count: 2,
            credential: ("Authorization", "Bearer zpk_test_demo"),
            path: "/v1/instances/inst_demo",
            webhook: (
                .post, "/v1/webhook-endpoints",
                [
                    "url": .string(hook), "instance_ids": ["inst_demo"],
                    "events": ["message.received"],
                ]
            )
        ),
    ]

    /// How a client of uazapi registers its webhook.
    private static let webhook: (HTTPMethod, String, JSONValue) = (
        .post, "/webhook", ["url": .string(hook), "enabled": true, "events": ["messages"]]
    )

    /// What opens one instance where the account's credential does not.
    private static func opener(_ account: Account) -> (name: String, value: String) {
        account.credential.name == "admintoken"
            ? ("token", "demo-instance-token") : account.credential
    }

    /// The body that orders an import from the vendor.
    private static func order(
        _ account: Account,
        _ scene: VendorScene,
        _ more: [String: JSONValue] = [:]
    ) -> JSONValue {
        var order: JSONObject = [
            "tenant": "acme", "dialect": .string(account.dialect),
            "base_url": .string(scene.vendor.baseURL), "settings": account.settings,
        ]
        for (key, value) in more { order[key] = value }
        return .object(order)
    }

    @Test(
        "the request that a client makes at the vendor works here, with the same credential",
        arguments: accounts
    )
    func sameRequest(account: Account) async throws {
        let scene = try await VendorScene.start()
        let registered = try await scene.vendor.target.transport.send(
            SentRequest(
                account.webhook.method,
                account.webhook.path,
                headers: [Self.opener(account), (name: "Content-Type", value: "application/json")],
                body: account.webhook.body.serialized()
            )
        )
        #expect((200..<300).contains(registered.status), "\(registered.text)")
        let done = await scene.stage.control(.post, "/import", Self.order(account, scene))
        #expect(done.status == 200, "\(done.text)")
        #expect(done.json["upstream"]?.string == account.dialect + "-import")
        let rows = done.json["data"]?.array ?? []
        #expect(rows.count == account.count, "\(done.text)")
        #expect(rows.allSatisfy { $0["error"] == nil && $0["instance"] != nil }, "\(done.text)")
        let row = try #require(rows.first { $0["phone"] == "5511999999999" })
        #expect(row["webhooks_found"]?.int == 1 && row["webhooks"]?.int == 1)
        #expect(row["state"] == "connected")
        try await scene.stage.readLinks()
        let there = try await scene.vendor.target.transport.send(
            SentRequest(.get, account.path, headers: [account.credential])
        )
        let here = await scene.stage.send(.get, account.path, account.credential)
        #expect(here.status == 200 && there.status == 200, "\(here.text)")
        #expect(Self.names(in: here.json) == Self.names(in: try JSONReader.read(there.body)))
        await scene.stop()
    }

    /// The members of an answer, without their values.
    private static func names(in json: JSONValue) -> [String] {
        (json.object ?? json.array?.first?.object)?.members.map(\.key) ?? []
    }

    @Test("what was imported is routed to the vendor, with its webhook", arguments: accounts)
    func route(account: Account) async throws {
        let scene = try await VendorScene.start()
        _ = try await scene.vendor.target.transport.send(
            SentRequest(
                account.webhook.method,
                account.webhook.path,
                headers: [Self.opener(account), (name: "Content-Type", value: "application/json")],
                body: account.webhook.body.serialized()
            )
        )
        let done = await scene.stage.control(.post, "/import", Self.order(account, scene))
        let row = done.json["data"]?.array?.first { $0["phone"] == "5511999999999" }
        let id = try #require(row?["instance"]?.string, "\(done.text)")
        let route = await scene.stage.control(.get, "/instances/\(id)/route")
        #expect(route.json["primary"]?["upstream"]?.string == account.dialect + "-import")
        #expect(route.json["primary"]?["dialect"]?.string == account.dialect)
        let secrets = ["demo-instance-token", "demo-admin-token", "demo-api-key", "zpk_test_demo"]
        for secret in secrets { #expect(!(route.text + done.text).contains(secret)) }
        let endpoints = await scene.stage.control(.get, "/endpoints?instance=\(id)")
        let shown = try #require(endpoints.json["data"]?.array)
        #expect(shown.map { $0["url"]?.string } == [Self.hook], "\(endpoints.text)")
        #expect(shown.first?["dialect"]?.string == account.dialect)
        await scene.stop()
    }

    @Test("a rehearsal tells what would be made, and makes nothing", arguments: accounts)
    func rehearsal(account: Account) async throws {
        let scene = try await VendorScene.start()
        let order = Self.order(account, scene, ["rehearse": true])
        let told = await scene.stage.control(.post, "/import", order)
        #expect(told.json["data"]?.array?.count == account.count, "\(told.text)")
        #expect(told.json["data"]?.array?.allSatisfy { $0["instance"] == nil } == true)
        #expect(await scene.stage.control(.get, "/upstreams").json["data"]?.array == [])
        let instances = await scene.stage.control(.get, "/instances")
        #expect(instances.json["data"]?.array?.count == 1, "only the one that was there")
        let here = await scene.stage.send(.get, account.path, account.credential)
        #expect([401, 403, 404].contains(here.status))
        await scene.stop()
    }

    @Test("only those that are named are brought, and done again it says what is in the way")
    func only() async throws {
        let scene = try await VendorScene.start()
        let account = Self.accounts[3]
        let some = Self.order(account, scene, ["only": ["fresh"]])
        let first = await scene.stage.control(.post, "/import", some)
        #expect(first.json["data"]?.array?.map { $0["name"] } == ["fresh"], "\(first.text)")
        let again = await scene.stage.control(.post, "/import", Self.order(account, scene))
        let rows = try #require(again.json["data"]?.array)
        #expect(rows.count == 2)
        for row in rows {
            let isTaken = row["name"] == "fresh"
            #expect((row["error"]?["code"] == "instance.conflict") == isTaken, "\(again.text)")
            #expect((row["instance"] == nil) == isTaken)
        }
        await scene.stop()
    }

    @Test("an account's credential that another tenant has is refused, and nothing is made")
    func foreignCredential() async throws {
        let scene = try await VendorScene.start()
        _ = try await scene.stage.tenant("other")
        let account = Self.accounts[3]
        #expect(
            await scene.stage.control(.post, "/import", Self.order(account, scene)).status == 200
        )
        let foreign = Self.order(account, scene, ["tenant": "other", "upstream": "second"])
        let refused = await scene.stage.control(.post, "/import", foreign)
        #expect(refused.status == 409, "\(refused.text)")
        #expect(refused.code == "instance.conflict")
        let instances = await scene.stage.control(.get, "/instances?tenant=other")
        #expect(instances.json["data"]?.array == [])
        #expect(await scene.stage.control(.get, "/upstreams/second").status == 404)
        await scene.stop()
    }

    @Test("an upstream that instances are routed to is not turned into another account's")
    func otherAccount() async throws {
        let scene = try await VendorScene.start()
        let account = Self.accounts[3]
        _ = await scene.stage.control(.post, "/import", Self.order(account, scene))
        let changes: [[String: JSONValue]] = [
            ["settings": ["api_key": "another"]], ["base_url": "https://zapy.example.com"],
        ]
        for change in changes {
            let order = Self.order(account, scene, change)
            let refused = await scene.stage.control(.post, "/import", order)
            #expect(refused.status == 409 && refused.faultyMember == "upstream", "\(refused.text)")
        }
        await scene.stop()
    }

    @Test("what opens one instance alone is kept with its route and not with the upstream")
    func instanceSettings() async throws {
        let scene = try await VendorScene.start()
        _ = await scene.stage.control(.post, "/import", Self.order(Self.accounts[0], scene))
        let engine = scene.stage.core.engine
        #expect(engine.upstream(UpstreamID("uazapi-import"))?.settings == [:])
        #expect(engine.remoteLegs().first?.leg.settings == ["token": "demo-instance-token"])
        await scene.stop()
    }

    @Test("an instance's token that another tenant has is in the way of that instance")
    func foreignToken() async throws {
        let scene = try await VendorScene.start()
        _ = try await scene.stage.tenant("other")
        let account = Self.accounts[0]
        _ = await scene.stage.control(.post, "/import", Self.order(account, scene))
        let foreign = Self.order(account, scene, ["tenant": "other"])
        let told = await scene.stage.control(.post, "/import", foreign)
        let row = try #require(told.json["data"]?.array?.first, "\(told.text)")
        #expect(row["error"]?["code"] == "instance.conflict" && row["instance"] == nil)
        await scene.stop()
    }

    /// A change of the order, and what it is answered with.
    static let wrong: [(change: [String: JSONValue], status: Int, member: String?)] = [
        (["tenant": nil], 400, "tenant"), (["tenant": "none"], 400, "tenant"),
        (["dialect": "evolution"], 400, "dialect"), (["dialect": "none"], 400, "dialect"),
        (["base_url": nil], 400, "base_url"), (["base_url": "x"], 400, "base_url"),
        (["settings": ["colour": "x"]], 400, "settings.colour"), (["only": "x"], 400, "only"),
        (["rehearse": "maybe"], 400, "rehearse"), (["upstream": "a b"], 400, "id"),
        (["settings": ["api_key": "wrong"]], 502, nil),
        (["base_url": "http://127.0.0.1:1025"], 503, nil),
    ]

    @Test("what is wrong is told before anything is made", arguments: wrong)
    func refusals(change: [String: JSONValue], status: Int, member: String?) async throws {
        let scene = try await VendorScene.start()
        let order = Self.order(Self.accounts[3], scene, change)
        let answer = await scene.stage.control(.post, "/import", order)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.faultyMember == member, "\(answer.text)")
        #expect(await scene.stage.control(.get, "/upstreams").json["data"]?.array == [])
        await scene.stop()
    }
}
