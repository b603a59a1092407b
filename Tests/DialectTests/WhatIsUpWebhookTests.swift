import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's webhook endpoints")
struct WhatIsUpWebhookTests {
    private static let path = "/v1/webhook-endpoints"
    private static let id = "01KQ9ZC3W0A1B2C3D4E5F6G7H8"

    /// An endpoint as the engine gives it, with what a test changes.
    private static func endpoint(
        instances: [String] = [],
        isEnabled: Bool = true,
        options: [String: String] = [:]
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            id: "whk_" + id,
            dialect: WhatIsUpDialect.dialectID,
            tenant: TenantID("tnt_01J6"),
            instance: nil,
            url: "https://api.acme.dev/whatisup/webhook",
            secret: "s3cret",
            isEnabled: isEnabled,
            instanceNames: instances,
            events: ["message.received", "message.sent"],
            options: options,
            createdAt: Samples.noon,
            updatedAt: Samples.noon
        )
    }

    private static func json(
        instance: String = "null",
        isEnabled: Bool = true,
        _ more: String = ""
    ) -> String {
        """
        {"id":"wh_\(id)","customer_id":"cust_01J6","instance_id":\(instance),
        "url":"https://api.acme.dev/whatisup/webhook","events":["message.received","message.sent"],
        "enabled":\(isEnabled),"has_custom_signing_secret":false,
        "created_at":"2024-01-01T00:00:00.000Z","updated_at":"2024-01-01T00:00:00.000Z"\(more)}
        """
    }

    private static func creation(
        _ description: String,
        _ members: String,
        _ change: (inout SetWebhook) -> Void = { _ in }
    ) -> RouteExchange {
        var command = SetWebhook(
            .new(.tenant),
            url: "https://api.acme.dev/whatisup/webhook",
            secret: .generated,
            isEnabled: true,
            instanceNames: [],
            events: ["message.received", "message.sent"],
            baseURL: "http://"
        )
        change(&command)
        return RouteExchange(
            testDescription: description,
            method: .post,
            target: path,
            body: #"{"url":"https://api.acme.dev/whatisup/webhook","#
                + #""events":["message.received","message.sent"]\#(members)}"#,
            command: command,
            outcome: endpoint(),
            status: 201,
            answer: json(#","signing_secret":"s3cret""#)
        )
    }

    static let creations: [RouteExchange] = [
        creation("no instance stands for all", ""),
        creation("null stands for all", #","instance_id":null,"signing_secret":null"#),
        creation("an empty array stands for all", #","instance_ids":[]"#),
        creation("one instance by the schema's member", #","instance_id":"inst_01J""#) {
            $0.instanceNames = ["inst_01J"]
        },
        creation("one instance by the example's member", #","instance_ids":["inst_01J"]"#) {
            $0.instanceNames = ["inst_01J"]
        },
        creation(
            "several instances, the single member's too",
            #","instance_ids":["inst_1","inst_2"],"instance_id":"inst_3""#
        ) {
            $0.instanceNames = ["inst_3", "inst_1", "inst_2"]
        },
        creation(
            "an empty array widens nothing",
            #","instance_ids":[],"instance_id":"inst_3""#
        ) {
            $0.instanceNames = ["inst_3"]
        },
        creation("a secret of one's own", #","signing_secret":"mine""#) {
            $0.secret = .chosen("mine")
        },
        creation("switched off", #","enabled":false"#) { $0.isEnabled = false },
        creation("some chats only", #","chat_type_filter":"groups_only""#) {
            $0.options = ["chat_type_filter": "groups_only"]
        },
    ]

    private static func change(
        _ description: String,
        _ body: String,
        secret: String = "",
        _ change: (inout SetWebhook) -> Void = { _ in }
    ) -> RouteExchange {
        var command = SetWebhook(.id("whk_" + id))
        change(&command)
        return RouteExchange(
            testDescription: description,
            method: .patch,
            target: path + "/wh_" + id,
            body: body,
            command: command,
            outcome: endpoint(instances: ["inst_1", "inst_2"], isEnabled: false),
            answer: json(instance: #""inst_1""#, isEnabled: false, secret)
        )
    }

    private static let shown = #","signing_secret":"s3cret""#

    static let changes: [RouteExchange] = [
        change("nothing", "{}"),
        change("an unknown member", #"{"colour":"blue","url":null}"#),
        change("the URL", #"{"url":"https://e.com/h"}"#) { $0.url = "https://e.com/h" },
        change("the events, each once", #"{"events":["qr.updated","qr.updated"]}"#) {
            $0.events = ["qr.updated"]
        },
        change("events that the enumeration lacks", #"{"events":["message.failed"]}"#) {
            $0.events = ["message.failed"]
        },
        change("all instances by null", #"{"instance_id":null}"#) { $0.instanceNames = [] },
        change("the switch", #"{"enabled":false}"#) { $0.isEnabled = false },
        change("a chosen secret", #"{"signing_secret":"mine"}"#, secret: shown) {
            $0.secret = .chosen("mine")
        },
        change("a fresh secret by null", #"{"signing_secret":null}"#, secret: shown) {
            $0.secret = .generated
        },
    ]

    static let reads: [RouteExchange] = [
        RouteExchange(
            testDescription: "the list is wrapped, without secrets",
            method: .get,
            target: path,
            command: ListWebhooks(.tenant),
            outcome: [endpoint(), endpoint(instances: ["inst_1"])],
            answer: #"{"data":[\#(json()),\#(json(instance: #""inst_1""#))]}"#
        ),
        RouteExchange(
            testDescription: "an empty list",
            method: .get,
            target: path,
            command: ListWebhooks(.tenant),
            outcome: [WebhookEndpoint](),
            answer: #"{"data":[]}"#
        ),
        RouteExchange(
            testDescription: "one endpoint is bare, without its secret",
            method: .get,
            target: path + "/wh_" + id,
            command: GetWebhook(.id("whk_" + id)),
            outcome: GetWebhook.Outcome(
                endpoint: endpoint(options: ["chat_type_filter": "direct_only"])
            ),
            answer: json(#","chat_type_filter":"direct_only""#)
        ),
        RouteExchange(
            testDescription: "a deletion is answered with nothing",
            method: .delete,
            target: path + "/wh_" + id,
            command: RemoveWebhook(.id("whk_" + id)),
            outcome: RemoveWebhook.Outcome(existed: true),
            status: 204,
            answer: ""
        ),
    ]

    @Test("a request becomes its command", arguments: creations + changes + reads)
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(WhatIsUpDialect())
    }

    @Test("the gateway's own form of an id means no endpoint", arguments: ["whk_" + id, id, "wh"])
    func foreignID(id: String) async {
        let outcome = GetWebhook.Outcome(endpoint: nil)
        let (answer, commands) = await Playback(dialect: WhatIsUpDialect())
            .play(.get, Self.path + "/" + id, .success(outcome))
        #expect(answer.status == 404)
        #expect(answer.text.contains(#""code":"not_found","message":"Webhook endpoint not found""#))
        #expect((commands.first as? GetWebhook)?.target == .id(""))
    }

    @Test("what does not exist cannot be deleted")
    func deletedTwice() async {
        let outcome = RemoveWebhook.Outcome(existed: false)
        let (answer, _) = await Playback(dialect: WhatIsUpDialect())
            .play(.delete, Self.path + "/wh_" + Self.id, .success(outcome))
        #expect(answer.status == 404)
    }

    private static let names =
        "message.received, message.sent, instance.connected, instance.disconnected, qr.updated, "
        + "message.delivered, message.failed"

    static let bad: [(HTTPMethod, String, String, String)] = [
        (.post, "{}", "url", "url is required"),
        (.post, #"{"url":" ","events":["qr.updated"]}"#, "url", "url is required"),
        (.post, #"{"url":7}"#, "url", "url must be a string"),
        (.post, #"{"url":"https://e.com"}"#, "events", "events is required"),
        (.post, #"{"url":"https://e.com","events":[]}"#, "events", "events must name an event"),
        (
            .post, #"{"url":"https://e.com","events":["qr.updated","message.read"]}"#, "events.1",
            "events.1 must be one of " + names
        ),
        (.patch, #"{"events":"qr.updated"}"#, "events", "events must be an array"),
        (.patch, #"{"events":[7]}"#, "events", "events must be an array of strings"),
        (.patch, #"{"enabled":"no"}"#, "enabled", "enabled must be a boolean"),
        (.patch, #"{"instance_id":7}"#, "instance_id", "instance_id must be a string"),
        (.patch, #"{"instance_ids":"i"}"#, "instance_ids", "instance_ids must be an array"),
        (.patch, #"{"signing_secret":""}"#, "signing_secret", "signing_secret must not be empty"),
        (
            .patch, #"{"chat_type_filter":"none"}"#, "chat_type_filter",
            "chat_type_filter must be one of all, direct_only, groups_only"
        ),
    ]

    @Test("a bad body names the member at fault, and nothing is asked for", arguments: bad)
    func refused(method: HTTPMethod, body: String, path: String, message: String) async {
        let target = method == .post ? Self.path : Self.path + "/wh_" + Self.id
        let (answer, commands) = await Playback(dialect: WhatIsUpDialect())
            .play(method, target, body: Array(body.utf8), .success(Self.endpoint()))
        #expect(answer.status == 400)
        #expect(
            answer.text
                == #"{"error":{"code":"validation_failed","message":"\#(message)","#
                + #""details":{"issues":[{"path":"\#(path)","message":"\#(message)"}]}},"#
                + #""request_id":"request"}"#
        )
        #expect(commands.isEmpty)
    }
}
