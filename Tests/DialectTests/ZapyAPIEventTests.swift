import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI tells of events")
struct ZapyAPIEventTests {
    private let speech = ZapyAPIDialect().events

    @Test("six events are named, in the page's order")
    func names() {
        #expect(
            speech.names == [
                "message", "message-status", "qr-code", "contact-created", "contact-updated",
                "contact-deduplicated",
            ]
        )
    }

    @Test(
        "bodies are signed under the vendor's header, tried six times in 42 minutes and 40 seconds"
    )
    func delivery() throws {
        #expect(speech.signature == .body(header: "X-Webhook-Signature", prefix: "sha256="))
        #expect(speech.fields == [HTTPField("Content-Type", "application/json")])
        let retries = try #require(speech.retries)
        #expect(retries.delaysMilliseconds.count == 5)
        let total = retries.delaysMilliseconds.reduce(0, +)
        #expect(total == 2_560_000)
        #expect(retries.attemptTimeoutMilliseconds == 10_000)
    }

    @Test(
        "an endpoint that nothing concerns is told of nothing, be it the account's",
        arguments: EventSamples.payloads,
        [WebhookEndpoint.Slot.single, .account]
    )
    func interest(payload: EventPayload, slot: WebhookEndpoint.Slot) {
        let endpoint = EventSamples.endpoint(slot: slot)
        let told = speech.render(
            EventSamples.view(payload, EventSamples.message(Samples.ana)),
            endpoint
        )
        #expect(speech.concerns(endpoint, payload) == !told.isEmpty)
        #expect(told.isEmpty || told.map(\.name) == [speech.name(payload)])
    }

    @Test("a message that is not known any more is not told", arguments: EventSamples.ofMessages)
    func unknownMessage(payload: EventPayload) {
        #expect(speech.render(EventSamples.view(payload), EventSamples.endpoint()).isEmpty)
    }

    @Test("a send's answer and the events of its message have the same id")
    func sameID() async throws {
        let message = Samples.sent(.text(TextContent("Olá")))
        let (answer, _) = await Playback(dialect: ZapyAPIDialect()).play(
            .post,
            "/api/message/instance-123/text",
            body: Array(#"{"to":"5511999999999","message":"Olá"}"#.utf8),
            .success(message)
        )
        let sent = try JSONReader.read(answer.body)
        let id = message.message.id
        let payloads: [EventPayload] = [
            .messageSent(id, chat: message.message.chat),
            .messageStatus(id, .read, chat: message.message.chat, participant: nil),
        ]
        for payload in payloads {
            let view = EventSamples.view(payload, message.message)
            let told = try #require(speech.render(view, EventSamples.endpoint()).first)
            #expect(try JSONReader.read(told.body)["data"]?["id"] == sent["id"])
        }
    }

    @Test("a thousand messages have ids that differ")
    func differentIDs() throws {
        var ids: Set<String> = []
        for message in 0..<1000 {
            let sample = EventSamples.message(Samples.ana, id: "3EB0\(message)")
            let view = EventSamples.view(.messageReceived(sample.id, chat: nil), sample)
            let told = try #require(speech.render(view, EventSamples.endpoint()).first)
            ids.insert(try #require(JSONReader.read(told.body)["data"]?["id"]?.string))
        }
        #expect(ids.count == 1000)
    }
}

/// Receivers check a signature over `JSON.stringify(JSON.parse(body))`.
@Suite("ZapyAPI's bodies are what JavaScript makes of them")
struct ZapyAPIBodyTests {
    /// Every code point that JSON or JavaScript treats in a way of its own, and some that neither does.
    static let words: [String] =
        (0...0x20).compactMap { Unicode.Scalar($0).map(String.init) } + [
            "\"", "\\", "/", "</script>", "\u{7F}", "\u{85}", "é", "e\u{301}", "\u{2028}\u{2029}",
            "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "👍🏽", "𝒳", "\u{202E}", "__proto__",
            "1", "",
        ]

    @Test("strings are spelled as JSON.stringify spells them", arguments: words)
    func strings(word: String) throws {
        let message = EventSamples.message(Samples.ana, "a" + word + "b")
        let body = try body(.messageReceived(message.id, chat: nil), message)
        let member = #""message":"a\#(JavaScript.spell(word))b""#
        #expect(body.contains(member))
    }

    @Test("nothing else stands in any body", arguments: EventSamples.payloads)
    func rules(payload: EventPayload) throws {
        let view = EventSamples.view(payload, EventSamples.message(Samples.ana))
        let told = ZapyAPIDialect().events.render(view, EventSamples.endpoint())
        for told in told {
            let text = String(decoding: told.body, as: UTF8.self)
            #expect(try JavaScript.stringify(JSONReader.read(told.body)) == text)
        }
    }

    @Test("the rules of JavaScript tell a body that is not a fixed point")
    func control() throws {
        for text in [#"{"a":1.0}"#, #"{"b":0,"1":0}"#, #"{"a":9007199254740993}"#, #"{"a":-0}"#] {
            #expect(throws: JavaScript.Change.self) {
                try JavaScript.stringify(JSONReader.read(text: text))
            }
        }
        #expect(try JavaScript.stringify(JSONReader.read(text: #"{"a": "\/"}"#)) == #"{"a":"/"}"#)
    }

    private func body(_ payload: EventPayload, _ message: Message) throws -> String {
        let view = EventSamples.view(payload, message)
        let told = ZapyAPIDialect().events.render(view, EventSamples.endpoint())
        return String(decoding: try #require(told.first).body, as: UTF8.self)
    }
}
