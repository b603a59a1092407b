import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's webhooks are registered, and let in only with what proves them")
struct EvolutionHookGateTests {
    private var events: EventReading {
        get throws { try #require(EvolutionPlay.speech.events) }
    }

    private static let guarded = EvolutionPlay.settings.merging(["webhook_secret": "s3cret"]) { $1 }

    @Test("a webhook is set with the events that are wanted, our header, and files inside")
    func register() throws {
        let register = try #require(try events.register)
        let context = try EvolutionPlay.context(settings: Self.guarded)
        let play = ConversationPlay(
            try register("https://us.example/_sotaque/hooks/k", context),
            answers: [try EvolutionPlay.answer("webhookSet.1")]
        )
        let body = try #require(play.requests.first?.body?.bytes)
        let webhook = try JSONReader.read(body)["webhook"]
        #expect(play.requests.first?.target == "/webhook/set/loja")
        #expect(webhook?["url"]?.string == "https://us.example/_sotaque/hooks/k")
        #expect(webhook?["enabled"]?.bool == true)
        #expect(webhook?["byEvents"]?.bool == false)
        #expect(webhook?["base64"]?.bool == true)
        #expect(webhook?["headers"]?["X-Webhook-Secret"]?.string == "s3cret")
        let names = webhook?["events"]?.array?.compactMap(\.string) ?? []
        #expect(names.contains("SEND_MESSAGE") && names.contains("MESSAGES_UPSERT"))
        #expect(!names.contains("GROUPS_UPDATE"), "the server refuses it")
        #expect(try #require(play.end).get().outcome)
    }

    @Test("without a secret no header is asked for")
    func registerUnguarded() throws {
        let register = try #require(try events.register)
        let play = ConversationPlay(try register("https://us.example/", EvolutionPlay.context()))
        let body = try #require(play.requests.first?.body?.bytes)
        #expect(try JSONReader.read(body)["webhook"]?["headers"] == nil)
    }

    @Test("a refused webhook is a failure")
    func refused() throws {
        let register = try #require(try events.register)
        let context = try EvolutionPlay.context()
        let answers = [try EvolutionPlay.answer("error.4")]
        let play = ConversationPlay(try register("https://us.example/", context), answers: answers)
        #expect(throws: CommandFailure.self) { try play.end?.get() }
    }

    @Test("webhooks are let in with the secret in the header that was asked for")
    func secret() throws {
        #expect(try events.signature == .secret(header: "X-Webhook-Secret"))
    }

    @Test("another instance's events are refused")
    func otherInstance() throws {
        let context = try EvolutionPlay.context(settings: ["api_key": "k", "instance": "other"])
        let hook = try EvolutionPlay.hook("messages.upsert.1")
        #expect(throws: WireError.self) { try events.read(hook, context) }
    }

    @Test(
        "events told at once under several spellings of a name are one",
        arguments: ["MESSAGES_UPSERT", "messages-upsert", "messages.upsert"]
    )
    func spellings(name: String) throws {
        let body =
            #"{"event":"\#(name)","instance":"loja","data":{"key":{"id":"3A","remoteJid":"5511988888888@s.whatsapp.net"},"message":{"conversation":"a"}}}"#
        let told = try read(body)
        #expect(told.count == 1)
        guard case .message? = told.first?.kind else {
            Issue.record("no message")
            return
        }
    }

    @Test(
        "what is no event is refused",
        arguments: ["", "[]", "{}", "{\"event\":7,\"data\":{}}", "{\"event\":\"call\"}", "<html>"]
    )
    func noEvent(body: String) throws {
        #expect(throws: WireError.self) { try read(body) }
    }

    @Test("no data make the reading trap", arguments: names, data)
    func hostile(name: String, data: String) throws {
        let told = try read(#"{"event":"\#(name)","instance":"loja","data":\#(data)}"#)
        #expect(!told.isEmpty)
    }

    private static let names = [
        "messages.upsert", "send.message", "messages.edited", "send.message.update",
        "messages.update", "messages.delete", "connection.update", "status.instance",
        "qrcode.updated", "presence.update", "groups.upsert", "groups.update",
        "group-participants.update", "contacts.upsert", "contacts.update", "call", "labels.edit",
        "labels.association", "a.b\u{1F600}",
    ]

    private static let data = [
        "[]", "{}", "[null]", "\"\"", "0", "[[[]]]", "true",
        #"{"key":{"id":"3A","remoteJid":"@lid"}}"#,
        #"{"key":{"id":"3A","remoteJid":7,"fromMe":"x"}}"#,
        #"{"key":{"id":"3A","remoteJid":"5511988888888@s.whatsapp.net"},"message":[]}"#,
        #"{"key":{"id":"3A","remoteJid":"5511988888888@s.whatsapp.net"},"message":{"imageMessage":{"fileLength":-1,"fileSha256":{"0":256},"mediaKey":"!","fileEncSha256":[],"directPath":""}},"messageTimestamp":9223372036854775807}"#,
        #"{"key":{"id":"3A","remoteJid":"5511988888888@s.whatsapp.net"},"message":{"viewOnceMessage":{"message":{"viewOnceMessage":{"message":{"viewOnceMessage":{"message":{"viewOnceMessage":{"message":{"viewOnceMessage":{"message":{}}}}}}}}}}}}"#,
        #"{"key":{"id":"3A","remoteJid":"5511988888888@s.whatsapp.net"},"message":{"protocolMessage":{"key":{"id":"3B"},"editedMessage":{}}}}"#,
        #"{"id":"120363000000000001@g.us","action":"add","participants":[7,null,{}],"participantsData":7}"#,
        #"{"id":"5511988888888@s.whatsapp.net","presences":{"x":7,"5511988888888@s.whatsapp.net":{"lastKnownPresence":7}}}"#,
        #"{"id":"120363000000000001@g.us","creation":9223372036854775807,"subject":7}"#,
        #"{"state":"close","statusReason":-9223372036854775808}"#, #"{"state":"new"}"#,
        #"{"qrcode":{"code":"a","base64":"b","count":-9223372036854775808}}"#,
        #"{"id":"7","color":-1,"status":"offer","from":"@"}"#,
    ]

    private func read(_ body: String) throws -> [Observation] {
        let hook = IncomingHook(body: Array(body.utf8), receivedAt: EvolutionPlay.now)
        return try events.read(hook, EvolutionPlay.context())
    }
}
