import Canonical
import CanonicalJSON
import Testing
import Wire

@Suite("Canonical values have one JSON form")
struct CanonicalJSONTests {
    @Test("a content is written and read back", arguments: CanonicalSamples.contents)
    func contents(_ content: Content) throws { try roundTrip(content) }

    @Test("a message is written and read back", arguments: CanonicalSamples.messages)
    func messages(_ message: Message) throws { try roundTrip(message) }

    @Test("a link state is written and read back", arguments: CanonicalSamples.states)
    func states(_ state: LinkState) throws { try roundTrip(state) }

    @Test("an account is written and read back", arguments: CanonicalSamples.accounts)
    func accounts(_ account: LinkedAccount) throws { try roundTrip(account) }

    @Test("an end is written and read back", arguments: Disconnect.Reason.allCases)
    func ends(_ reason: Disconnect.Reason) throws {
        try roundTrip(Disconnect(at: CanonicalSamples.moment, reason: reason))
    }

    @Test("an event is written and read back", arguments: CanonicalSamples.payloads)
    func events(_ payload: EventPayload) throws {
        try roundTrip(event(payload, cause: nil))
        try roundTrip(event(payload, cause: CommandID("cmd_1")))
        #expect(try EventPayload(kind: payload.kind, json: payload.json) == payload)
    }

    @Test(
        "the form is the documented one",
        arguments: [
            (Content.text(TextContent("oi")).json, #"{"kind":"text","text":"oi"}"#),
            (
                Content.media(MediaContent(kind: .image, source: .bytes([1, 2]), caption: "c"))
                    .json,
                #"{"kind":"image","base64":"AQI=","caption":"c"}"#
            ),
            (LinkState.connected.json, #"{"state":"connected"}"#),
            (
                EventPayload.instanceState(name: "connected", previous: nil, reason: nil).json,
                #"{"state":"connected","reason":null}"#
            ),
            (EventPayload.messageSent(MessageID("A"), chat: nil).json, #"{"message_id":"A"}"#),
            (
                EventPayload.groupParticipants(CanonicalSamples.group, .add, [], by: nil).json,
                #"{"group":"120363000000000001@g.us","change":"add","participants":[]}"#
            ),
        ] as [(JSONValue, String)]
    )
    func form(_ json: JSONValue, _ text: String) { #expect(json.text == text) }

    @Test("members that may be left out are, and unknown ones are ignored")
    func leniency() throws {
        let text = #"{"x":[],"kind":"list","body":"b","button":"o","sections":[{"rows":null}]}"#
        let content = try Content(json: JSONReader.read(text: text))
        let section = ListContent.Section(title: "", rows: [])
        let list = ListContent(title: "", body: "b", footer: "", button: "o", sections: [section])
        #expect(content == .list(list))
    }

    @Test(
        "what is wrong is named with its path",
        arguments: [
            (#"[]"#, .wrongType, ""),
            (#"{}"#, .missing, "kind"),
            (#"{"kind":7}"#, .wrongType, "kind"),
            (#"{"kind":"hologram"}"#, .invalidValue, "kind"),
            (#"{"kind":"text"}"#, .missing, "text"),
            (#"{"kind":"text","text":null}"#, .missing, "text"),
            (#"{"kind":"text","text":"","mentions":["x"]}"#, .invalidValue, "mentions.0"),
            (#"{"kind":"image"}"#, .missing, "url"),
            (#"{"kind":"image","url":"u","base64":""}"#, .invalidValue, ""),
            (#"{"kind":"image","base64":"A==="}"#, .invalidValue, "base64"),
            (#"{"kind":"image","base64":"AB=="}"#, .invalidValue, "base64"),
            (#"{"kind":"image","base64":"AAA"}"#, .invalidValue, "base64"),
            (#"{"kind":"image","base64":"=AAA"}"#, .invalidValue, "base64"),
            (#"{"kind":"image","base64":"AA=A"}"#, .invalidValue, "base64"),
            (#"{"kind":"image","base64":"AA-_"}"#, .invalidValue, "base64"),
            (#"{"kind":"image","url":"u","view_once":1}"#, .wrongType, "view_once"),
            (#"{"kind":"image","kept":{}}"#, .missing, "kept.sha256"),
            (
                #"{"kind":"list","body":"","button":"","sections":[{"rows":[{"id":1}]}]}"#,
                .wrongType, "sections.0.rows.0.id"
            ),
            (
                #"{"kind":"buttons","body":"","buttons":[{"title":"","action":"pix"}]}"#,
                .invalidValue, "buttons.0.action"
            ),
            (
                #"{"kind":"buttons","body":"","header":{"kind":"text"}}"#, .invalidValue,
                "header.kind"
            ),
        ] as [(String, CanonicalJSONError.Kind, String)]
    )
    func errors(_ text: String, _ kind: CanonicalJSONError.Kind, _ path: String) throws {
        let json = try JSONReader.read(text: text)
        let error = #expect(throws: CanonicalJSONError.self) { try Content(json: json) }
        #expect(error?.kind == kind)
        #expect(error?.path == path)
    }

    @Test("an unknown kind of event is kept", arguments: ["", "raw", "group.x", "message.x"])
    func unknownKinds(_ kind: String) throws {
        let json: JSONValue = ["message_id": "A", "group": "120363000000000001@g.us"]
        let payload = try EventPayload(kind: kind, json: json)
        #expect(payload == .other(kind: kind, json: json.text))
    }

    private func event(_ payload: EventPayload, cause: CommandID?) -> Event {
        Event(
            sequence: .max,
            id: "evt_1",
            at: CanonicalSamples.moment,
            instance: InstanceID("ins_1"),
            payload: payload,
            cause: cause
        )
    }

    /// Through the bytes, as the store and the control API do it.
    private func roundTrip<Value: JSONRepresentable & Equatable>(_ value: Value) throws {
        let bytes = value.json.serialized()
        #expect(try Value(json: JSONReader.read(bytes)) == value)
    }
}

@Suite("What is stored often is written at once")
struct SerializedTests {
    @Test("a payload's text is that of its tree", arguments: CanonicalSamples.payloads)
    func payloads(_ payload: EventPayload) {
        #expect(payload.serialized == payload.json.serialized())
    }

    @Test("a content's text is that of its tree", arguments: CanonicalSamples.contents)
    func contents(_ content: Content) {
        #expect(content.serialized == content.json.serialized())
    }
}
