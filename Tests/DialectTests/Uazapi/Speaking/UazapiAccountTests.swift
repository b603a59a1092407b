import ConformanceKit
import DialectKit
import Testing
import Uazapi

@Suite("The instances of a uazapi account are listed, and webhooks registered")
struct UazapiAccountTests {
    private static func list(
        _ settings: [String: String],
        _ answers: [UpstreamReply]
    ) throws -> ConversationPlay<[ForeignInstance]> {
        let list = try #require(UazapiSpoken.speech.listAccounts)
        return ConversationPlay(
            try list(UazapiSpoken.context(UazapiFixture.fresh, settings: settings)),
            answers: answers
        )
    }

    @Test("the account's settings are declared")
    func settings() {
        let settings = UazapiSpoken.speech.settings
        #expect(settings.map(\.name) == ["token", "admin_token"])
        #expect(settings.map(\.isSecret) == [true, true])
        #expect(settings.map(\.isRequired) == [true, false])
        #expect(UazapiSpoken.speech.referenceWindowMilliseconds == nil)
    }

    @Test("the admin token lists all, and each one's token its webhooks")
    func all() throws {
        let play = try Self.list(
            ["token": "t1", "admin_token": UazapiSpoken.admin],
            [
                UpstreamReply(
                    200,
                    #"[{"id":"r1","token":"t1","name":"Um","status":"connected","#
                        + #""owner":"5511999999999"},{"id":"r2","token":"t2","name":"Dois","#
                        + #""status":"disconnected","owner":"5511888888888"},{"name":"Nada"}]"#
                ),
                UpstreamReply(
                    200,
                    #"[{"id":"w","enabled":true,"url":"https://e.com/h","events":["messages"]}]"#
                ),
                UpstreamReply(200, "null"),
            ]
        )
        #expect(
            play.requests.map(\.line) == [
                "GET /instance/all", "GET /webhook", "GET /webhook",
            ]
        )
        #expect(
            play.requests.map { $0.fields.first } == [
                HTTPField("admintoken", UazapiSpoken.admin), HTTPField("token", "t1"),
                HTTPField("token", "t2"),
            ]
        )
        let instances = try #require(play.end).get().outcome
        #expect(instances.map(\.name) == ["Um", "Dois", "Nada"])
        #expect(instances.map(\.dialectName) == ["r1", "r2", nil])
        #expect(instances.map(\.settings) == [["token": "t1"], ["token": "t2"], [:]])
        #expect(instances.map { $0.phone?.digits } == ["5511999999999", nil, nil])
        #expect(instances[0].state == .connected)
        #expect(
            instances[0].webhooks == [
                ForeignInstance.Webhook(url: "https://e.com/h", events: ["messages"])
            ]
        )
        #expect(instances[1].webhooks.isEmpty)
    }

    @Test("a webhook comes with its filters and with what is appended to its URL")
    func webhookOptions() throws {
        let play = try Self.list(
            ["token": "t1"],
            [
                UpstreamReply(
                    200,
                    #"{"instance":{"id":"r1","name":"Um","status":"connected"},"status":{}}"#
                ),
                UpstreamReply(
                    200,
                    #"[{"id":"w","enabled":true,"url":"https://e.com/h","events":["messages"],"#
                        + #""excludeMessages":["wasSentByApi","isGroupYes"],"addUrlEvents":true,"#
                        + #""addUrlTypesMessages":false}]"#
                ),
            ]
        )
        let webhook = try #require(play.end).get().outcome.first?.webhooks.first
        #expect(
            webhook?.options == [
                "excludeMessages": "wasSentByApi,isGroupYes", "addUrlEvents": "true",
            ]
        )
    }

    @Test("a token alone lists its instance, also when its webhooks are not told")
    func one() throws {
        let play = try Self.list(
            ["token": "t1"],
            [
                UpstreamReply(
                    200,
                    #"{"instance":{"id":"r1","name":"Um","status":"connecting"},"status":{}}"#
                ),
                UpstreamReply(500, ""),
            ]
        )
        let end = try #require(play.end)
        let instance = try #require(try end.get().outcome.first)
        #expect(instance.token == "t1")
        #expect(instance.dialectName == "r1")
        #expect(instance.webhooks.isEmpty)
    }

    private static let url = "https://api.example.com/_sotaque/hooks/k"

    private static func register(_ answer: UpstreamReply) throws -> ConversationPlay<Bool> {
        let register = try #require(UazapiSpoken.speech.events?.register)
        return ConversationPlay(try register(url, UazapiSpoken.context()), answers: [answer])
    }

    @Test("a webhook is registered in the simple mode, which the served half understands too")
    func register() async throws {
        let answer = #"[{"id":"r1","enabled":true,"url":"\#(Self.url)","events":["messages"]}]"#
        let play = try Self.register(UpstreamReply(200, answer))
        let request = try #require(play.requests.first)
        #expect(
            request.line
                == #"POST /webhook {"url":"\#(Self.url)","enabled":true,"events":["connection","#
                + #""messages","messages_update","call","contacts","presence","groups","labels","#
                + #""chats","chat_labels","blocks"],"excludeMessages":[],"addUrlEvents":false,"#
                + #""addUrlTypesMessages":false}"#
        )
        #expect(request.effect == .safe)
        #expect(try #require(play.end).get().outcome)
        let exchange = Exchange(UazapiDialect())
        let body = String(decoding: try #require(request.body).bytes, as: UTF8.self)
        _ = await exchange.answer(Call(.post, "/webhook", body))
        let set = try #require(exchange.performer.last(SetWebhook.self))
        #expect(set.url == Self.url)
        #expect(set.isEnabled == true)
        #expect(set.events == UazapiDialect().events.names)
    }

    @Test(
        "an answer without the URL did not register it",
        arguments: [
            "[]", "null", #"[{"url":"https://other","enabled":true}]"#,
            #"[{"url":"https://api.example.com/_sotaque/hooks/k","enabled":false}]"#,
        ]
    )
    func refused(answer: String) throws {
        let play = try Self.register(UpstreamReply(200, answer))
        #expect(try #require(play.end).get().outcome == false)
    }
}
