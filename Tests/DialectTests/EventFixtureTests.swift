import CanonicalJSON
import DialectKit
import Testing

@Suite("Dialects tell of events as the fixtures show")
struct EventFixtureTests {
    @Test("an event becomes the requests that its fixture expects", arguments: EventFixtureFile.all)
    func requests(file: EventFixtureFile) throws {
        let fixture = try file.read()
        #expect(file.path.contains("/\(fixture.event)."), "the file is named like the event")
        let speech = fixture.dialect.events
        let told = speech.render(fixture.view, fixture.endpoint)
        #expect(told == speech.render(fixture.view, fixture.endpoint), "rendering is pure")
        guard fixture.unreachable == nil else {
            #expect(told.isEmpty, "it can be told after all")
            return
        }
        #expect(told.map(\.name) == fixture.requests.map(\.name))
        #expect(fixture.event != EventFixture.silence || told.isEmpty)
        #expect(told.isEmpty || speech.concerns(fixture.endpoint, fixture.view.event.payload))
        for (told, expected) in zip(told, fixture.requests) { compare(told, expected) }
    }

    private func compare(_ told: OutgoingEvent, _ expected: EventFixture.Request) {
        #expect(told.pathSuffix == expected.pathSuffix)
        #expect(told.fields == expected.fields)
        #expect(String(decoding: told.body, as: UTF8.self) == expected.body.text)
        #expect(!told.eventID.isEmpty)
        if let type = expected.messageType { #expect(told.messageType == type) }
        if let id = expected.eventID { #expect(told.eventID == id) }
    }

    @Test(
        "a live stream tells the documents that the fixture expects",
        arguments: EventFixtureFile.all
    )
    func stream(file: EventFixtureFile) throws {
        let fixture = try file.read()
        guard let expected = fixture.streamed else { return }
        let documents = fixture.dialect.events.stream(fixture.view, fixture.filter)
        #expect(documents.map { String(decoding: $0, as: UTF8.self) } == expected.map(\.text))
    }

    @Test(
        "every name of a dialect that tells of events has a fixture in which it is told",
        arguments: ServedDialects.speaking.map(\.id.text)
    )
    func coverage(dialect: String) throws {
        let fixtures = try EventFixtureFile.all.map { try $0.read() }
            .filter { $0.dialect.id.text == dialect }
        let names = try #require(ServedDialects.named(dialect)).events.names
        let told = Set(fixtures.flatMap { $0.requests.map(\.name) })
        #expect(names.filter { !told.contains($0) } == [])
        #expect(fixtures.map(\.event).filter { $0 != "none" && !names.contains($0) } == [])
    }
}

@Suite("Event fixtures are read strictly")
struct EventFixtureReadingTests {
    static let sound = """
        {"title": "A state", "dialect": "megaapi", "event": "none", "source": "made up",
         "evidence": "assumed", "given": {
           "event": {"seq": 1, "id": "evt_1", "kind": "instance.state",
             "at": "2026-05-01T12:00:00.000Z", "instance": "i1", "cause": null,
             "payload": {"state": "paused", "previous": "connected", "reason": null},
             "request_id": "req_1"},
           "instance": {"id": "loja-1", "token": "t", "state": "paused",
             "account": {"push_name": "Ana"}},
           "endpoint": {"url": "https://example.com/h?a=1", "slot": "account"}},
         "expect": {"requests": []}}
        """

    @Test("what a fixture gives is filled up with a linked instance")
    func members() throws {
        let fixture = try EventFixture(try JSONReader.read(text: Self.sound))
        #expect(fixture.view.event.requestID == "req_1")
        #expect(fixture.view.instance.name(in: DialectID("megaapi")) == "loja-1")
        #expect(fixture.view.instance.tokens[CredentialRealm("megaapi.token")] == "t")
        #expect(fixture.view.instance.state == .paused)
        #expect(fixture.view.instance.account?.pushName == "Ana")
        #expect(fixture.view.instance.account?.phone.digits == "5511999999999")
        #expect(fixture.endpoint.instance == nil)
        #expect(fixture.requests.isEmpty)
    }

    @Test(
        "a fault is refused",
        arguments: [
            ("\"title\"", "\"titel\""), ("megaapi", "another"), ("assumed", "proven"),
            ("\"state\": \"paused\", \"p", "\"name\": \"paused\", \"p"), ("previous", "before"),
            ("\"slot\"", "\"slit\""), ("push_name", "pushName"), ("\"requests\"", "\"request\""),
        ]
    )
    func fault(part: String, replacement: String) throws {
        let text = Self.sound.replacing(part, with: replacement)
        try #require(text != Self.sound)
        let json = try JSONReader.read(text: text)
        #expect(throws: CanonicalJSONError.self) { try EventFixture(json) }
    }
}
