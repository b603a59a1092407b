import DialectKit
import MegaAPI
import Testing

@Suite("mega-API tells of events")
struct MegaAPIEventTests {
    private let speech = MegaAPIDialect().events

    @Test("deliveries carry the fields of a capture and no signature")
    func fields() {
        #expect(
            speech.fields == [
                HTTPField("Accept", "application/json, text/plain, */*"),
                HTTPField("Content-Type", "application/json"),
                HTTPField("User-Agent", "axios/1.7.7"),
            ]
        )
        #expect(speech.signature == .none)
        #expect(speech.retries == nil)
    }

    @Test("a URL's path and query are left as they were registered")
    func query() throws {
        let told = speech.render(EventSamples.view(.codeToScan), EventSamples.endpoint())
        #expect(try #require(told.first).pathSuffix == [])
        #expect(told.count == 1)
    }

    @Test(
        "statuses concern only an endpoint to which they were added",
        arguments: [("true", true), ("false", false), ("", false), (nil, false)]
    )
    func statuses(option: String?, isWanted: Bool) {
        let endpoint = EventSamples.endpoint(options: option.map { ["message_update": $0] } ?? [:])
        let delivered = EventSamples.status(.delivered)
        #expect(speech.concerns(endpoint, delivered) == isWanted)
        #expect(speech.render(EventSamples.view(delivered), endpoint).isEmpty != isWanted)
    }

    @Test("a message that is not known any more is not told", arguments: EventSamples.ofMessages)
    func unknownMessage(payload: EventPayload) {
        #expect(speech.concerns(EventSamples.endpoint(), payload))
        #expect(speech.render(EventSamples.view(payload), EventSamples.endpoint()).isEmpty)
    }

    @Test("an endpoint that nothing concerns is told of nothing", arguments: EventSamples.payloads)
    func interest(payload: EventPayload) {
        let endpoint = EventSamples.endpoint()
        let told = speech.render(
            EventSamples.view(payload, EventSamples.message(Samples.ana)),
            endpoint
        )
        #expect(speech.concerns(endpoint, payload) == !told.isEmpty)
        #expect(told.isEmpty || told.map(\.name) == [speech.name(payload)])
    }

    @Test("an instance without an account has no jid to show")
    func noAccount() throws {
        let view = EventView(
            event: EventSamples.event(
                .instanceState(name: "logged_out", previous: "connected", reason: .logout)
            ),
            instance: Samples.instance(.loggedOut, hasAccount: false)
        )
        let told = try #require(speech.render(view, EventSamples.endpoint()).first)
        let body = try JSONReader.read(told.body)
        #expect(body["closeReason"]?.int == 401)
        #expect(body["jid"] == nil)
    }
}
