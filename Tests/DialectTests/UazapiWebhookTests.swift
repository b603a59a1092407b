import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi registers webhooks")
struct UazapiWebhookTests {
    private let exchange = Exchange(UazapiDialect())

    static let ulids = ["01KGJ0MPWGZ8YQ4T6V0N2B3C5D", "01KGJ0MPWGZ8YQ4T6V0N2B3C5E"]
    static let single = endpoint("whk_" + ulids[0], slot: .single)
    static let added = endpoint("whk_" + ulids[1], slot: .many)

    static func endpoint(
        _ id: String,
        slot: WebhookEndpoint.Slot,
        instance: InstanceID? = InstanceID("i1"),
        options: [String: String] = [:],
        createdAt milliseconds: Int64 = 1_774_277_400_000
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            id: id,
            dialect: UazapiDialect.dialectID,
            tenant: TenantID("cust_01J6"),
            instance: instance,
            slot: slot,
            url: "https://exemplo.com/hook?key=1",
            events: ["messages"],
            options: options,
            createdAt: Timestamp(milliseconds: milliseconds),
            updatedAt: Timestamp(milliseconds: milliseconds)
        )
    }

    private func prepare() {
        exchange.performer.succeed(ListWebhooks.self, with: [Self.single, Self.added])
        exchange.performer.succeed(SetWebhook.self, with: Self.single)
        exchange.performer.succeed(RemoveWebhook.self, with: RemoveWebhook.Outcome(existed: true))
    }

    @Test("an id is r and 14 hex digits, the same in every answer and another for each endpoint")
    func ids() async throws {
        prepare()
        var shown: [[String]] = []
        for _ in 0..<2 {
            let answer = await exchange.answer(Call(.get, "/webhook"))
            let array = try #require(try JSONReader.read(answer.body).array)
            shown.append(array.compactMap { $0["id"]?.string })
        }
        #expect(shown[0] == shown[1])
        #expect(Set(shown[0]).count == 2)
        for id in shown[0] {
            #expect(id.utf8.count == 15)
            #expect(id.hasPrefix("r"))
            #expect(id.dropFirst().utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
        }
    }

    @Test("an endpoint whose id is no ULID keeps it")
    func foreignID() async {
        let endpoint = Self.endpoint("webhook-1", slot: .single)
        exchange.performer.succeed(ListWebhooks.self, with: [endpoint])
        let answer = await exchange.answer(Call(.get, "/webhook"))
        #expect(answer.text.hasPrefix(#"[{"id":"webhook-1","enabled":true,"#))
    }

    /// A registration's target, fields and what they become.
    static let registrations: [(String, WebhookTarget, SetWebhook)] = [
        (
            #"{"url":"https://a.example","events":["messages","qrcode"]}"#, .single,
            change(.single, events: ["messages", "qrcode"])
        ),
        (#"{"url":"https://a.example"}"#, .single, change(.single)),
        (#"{"url":"https://a.example","enabled":false}"#, .single, change(.single, enabled: false)),
        (#"{"url":"https://a.example","id":null,"action":""}"#, .single, change(.single)),
        (#"{"url":"https://a.example","action":"add"}"#, .new(.instance), change(.new(.instance))),
        (
            #"{"url":"https://a.example","addUrlEvents":true,"addUrlTypesMessages":true,"#
                + #""excludeMessages":["wasSentByApi","IsGroupNo"]}"#, .single,
            change(
                .single,
                options: [
                    "addUrlEvents": "true", "addUrlTypesMessages": "true",
                    "excludeMessages": "wasSentByApi,IsGroupNo",
                ]
            )
        ),
        (
            #"{"url":"https://a.example","addUrlEvents":false,"excludeMessages":[]}"#, .single,
            change(.single)
        ),
    ]

    private static func change(
        _ target: WebhookTarget,
        events: [String] = [],
        enabled: Bool = true,
        options: [String: String] = [:]
    ) -> SetWebhook {
        SetWebhook(
            target,
            url: "https://a.example",
            isEnabled: enabled,
            events: events,
            options: options,
            baseURL: "http://"
        )
    }

    @Test("a registration replaces every field and shows all webhooks", arguments: registrations)
    func register(body: String, target: WebhookTarget, command: SetWebhook) async throws {
        prepare()
        let answer = await exchange.answer(Call(.post, "/webhook", body))
        #expect(answer.status == 200)
        #expect(try JSONReader.read(answer.body).array?.count == 2)
        try #require(exchange.performer.commands.count == 2)
        let set = try #require(exchange.performer.commands.first as? SetWebhook)
        #expect(set.target == target)
        #expect(set.url == command.url)
        #expect(set.isEnabled == command.isEnabled)
        #expect(set.events == command.events)
        #expect(set.options == command.options)
        #expect(set.baseURL?.hasPrefix("http://") == true)
        #expect(set.secret == .keep)
        #expect(exchange.performer.last(ListWebhooks.self)?.reach == .instance)
    }

    private func shownIDs() async throws -> [String] {
        let answer = await exchange.answer(Call(.get, "/webhook"))
        return try JSONReader.read(answer.body).array?.compactMap { $0["id"]?.string } ?? []
    }

    @Test("an id of an answer finds the endpoint again", arguments: ["update", ""])
    func update(action: String) async throws {
        prepare()
        let id = try #require(try await shownIDs().last)
        let body = #"{"action":"\#(action)","id":"\#(id)","url":"https://a.example"}"#
        let answer = await exchange.answer(Call(.post, "/webhook", body))
        #expect(answer.status == 200)
        let set = exchange.performer.commands.compactMap { $0 as? SetWebhook }
        #expect(set.map(\.target) == [.id(Self.added.id)])
        #expect(exchange.performer.last(ListWebhooks.self) != nil)
    }

    @Test("a deletion needs nothing but the id")
    func delete() async throws {
        prepare()
        let id = try #require(try await shownIDs().first)
        let body = #"{"action":"delete","id":"\#(id)","url":7}"#
        #expect(await exchange.answer(Call(.post, "/webhook", body)).status == 200)
        let removals = exchange.performer.commands.compactMap { $0 as? RemoveWebhook }
        #expect(removals.map(\.target) == [.id(Self.single.id)])
    }

    @Test("an id that no endpoint has changes nothing", arguments: ["update", "delete"])
    func unknown(action: String) async {
        prepare()
        let body = #"{"action":"\#(action)","id":"r00000000000508","url":"https://a.example"}"#
        let answer = await exchange.answer(Call(.post, "/webhook", body))
        #expect(answer.status == 404)
        #expect(answer.text == #"{"error":"Webhook not found"}"#)
        #expect(exchange.performer.commands.count == 1)
        #expect(exchange.performer.last(ListWebhooks.self) != nil)
    }

    static let bad: [(String, String, String)] = [
        ("/webhook", #"{"action":"replace","url":"https://a.example"}"#, "Invalid action"),
        ("/webhook", #"{"action":7,"url":"https://a.example"}"#, "Invalid payload"),
        ("/webhook", #"{"id":7,"url":"https://a.example"}"#, "Invalid payload"),
        ("/webhook", #"{"action":"update","url":"https://a.example"}"#, "Invalid payload"),
        ("/webhook", #"{"action":"delete"}"#, "Invalid payload"),
        ("/webhook", #"{}"#, "Invalid payload"),
        ("/webhook", #"{"url":" "}"#, "Invalid payload"),
        ("/webhook", #"{"url":7}"#, "Invalid payload"),
        ("/webhook", #"{"url":"https://a.example","events":"messages"}"#, "Invalid payload"),
        ("/webhook", #"{"url":"https://a.example","events":[1]}"#, "Invalid payload"),
        ("/webhook", #"{"url":"https://a.example","enabled":"yes"}"#, "Invalid payload"),
        ("/webhook", #"{"url":"https://a.example","addUrlEvents":1}"#, "Invalid payload"),
        ("/webhook", #"{"url":"#, "Invalid payload"),
        ("/globalwebhook", #"{"url":"https://a.example"}"#, "Invalid payload"),
        ("/globalwebhook", #"{"events":["messages"]}"#, "Invalid payload"),
        ("/globalwebhook", #"{"url":"https://a.example","events":null}"#, "Invalid payload"),
    ]

    @Test("a bad registration is refused before anything is asked for", arguments: bad)
    func refused(path: String, body: String, text: String) async {
        let answer = await exchange.answer(Call(.post, path, body))
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"\#(text)"}"#)
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("an address that the gateway refuses is told, and no list")
    func target() async {
        exchange.performer.fail(
            SetWebhook.self,
            with: CommandFailure(.requestInvalid, "url is not allowed", field: "url")
        )
        let answer = await exchange.answer(
            Call(.post, "/webhook", #"{"url":"http://169.254.169.254/"}"#)
        )
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"url is not allowed"}"#)
        #expect(exchange.performer.commands.count == 1)
    }

    @Test("the global webhook is the tenant's, in a slot of its own")
    func global() async throws {
        let endpoint = Self.endpoint(
            "whk_" + Self.ulids[0],
            slot: .global,
            instance: nil
        )
        exchange.performer.succeed(SetWebhook.self, with: endpoint)
        exchange.performer.succeed(
            GetWebhook.self,
            with: GetWebhook.Outcome(endpoint: endpoint)
        )
        let body = #"{"url":"https://a.example","events":["messages"]}"#
        let made = await exchange.answer(Call(.post, "/globalwebhook", body))
        let read = await exchange.answer(Call(.get, "/globalwebhook"))
        #expect(made.status == 200)
        #expect(made.text == read.text)
        let set = try #require(exchange.performer.commands.first as? SetWebhook)
        #expect(set.target == .slot(.global, .tenant))
        #expect(exchange.performer.last(GetWebhook.self)?.target == .slot(.global, .tenant))
    }

    @Test("without a global webhook there is none to show")
    func noGlobal() async {
        exchange.performer.succeed(GetWebhook.self, with: GetWebhook.Outcome(endpoint: nil))
        let answer = await exchange.answer(Call(.get, "/globalwebhook"))
        #expect(answer.status == 404)
        #expect(answer.text == #"{"error":"Global webhook not found"}"#)
    }
}
