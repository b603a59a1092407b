import DialectKit
import Testing
import Uazapi

@Suite("uazapi's webhooks are understood")
struct UazapiEventReadingTests {
    static let fixtures = EventFixtureFile.all.filter { $0.path.contains("/uazapi/") }

    static func read(
        _ body: [UInt8],
        at moment: Timestamp = Exchange.now,
        _ context: SpokenContext = UazapiSpoken.context()
    ) throws(WireError) -> [Observation] {
        guard let events = UazapiSpoken.speech.events else { return [] }
        return try events.read(IncomingHook(body: body, receivedAt: moment), context)
    }

    static func read(_ text: String) throws -> [Observation.Kind] {
        try read(Array(text.utf8)).map(\.kind)
    }

    @Test("what the served half tells of an event is that event again", arguments: fixtures)
    func roundTrip(file: EventFixtureFile) throws {
        let fixture = try file.read()
        let view = fixture.view
        let context = UazapiSpoken.context(view.instance, settings: [:])
        for request in fixture.requests {
            let body = request.body.serialized()
            let told = try Self.read(body, at: view.event.at, context)
            let kinds = told.map(\.kind).filter { !$0.isIdentity }
            let expected = ReadBack(view, as: request.name).expected
            #expect(kinds.map { "\(ReadBack.comparable($0))" } == expected.map { "\($0)" })
            #expect(told.allSatisfy { abs($0.at.seconds - view.event.at.seconds) <= 1 })
        }
    }

    @Test("identities come before the message that names them", arguments: fixtures)
    func identities(file: EventFixtureFile) throws {
        for request in try file.read().requests {
            let context = UazapiSpoken.context(settings: [:])
            let kinds = try Self.read(request.body.serialized(), context).map(\.kind)
            let last = kinds.lastIndex(where: \.isIdentity) ?? -1
            let first = kinds.firstIndex { !$0.isIdentity } ?? kinds.count
            #expect(last < first)
        }
    }

    private static func read(
        _ body: [UInt8],
        _ context: SpokenContext
    ) throws(WireError) -> [Observation] {
        try read(body, at: Exchange.now, context)
    }

    @Test("an echo carries the reference of its send")
    func echo() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages","message":{"messageid":"3EB0AA","chatid":"#
                + #""5511888888888@s.whatsapp.net","fromMe":true,"wasSentByApi":true,"#
                + #""messageType":"ExtendedTextMessage","text":"Oi","messageTimestamp":"#
                + #"1770146178000,"track_id":"\#(UazapiSpoken.reference)","track_source":"crm"}}"#
        )
        guard case .message(let message) = kinds.first else {
            Issue.record("it is no message")
            return
        }
        #expect(message.clientReference == UazapiSpoken.reference)
        #expect(message.clientSource == "crm")
        #expect(message.isFromAPI)
        #expect(message.sender == .phone(UazapiFixture.me))
        #expect(message.sentAt == Timestamp(milliseconds: 1_770_146_178_000))
    }

    @Test("with only a LID the chat and the sender are LIDs, never phones")
    func lidOnly() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages","message":{"messageid":"AC","chatid":"100000000000001@lid","#
                + #""sender":"100000000000001@lid","sender_pn":"","messageType":"Conversation","#
                + #""content":"Oi","text":"Oi","messageTimestamp":1770146178}}"#
        )
        guard case .message(let message) = kinds.last else {
            Issue.record("it is no message")
            return
        }
        #expect(kinds.count == 1)
        #expect(message.chat == .lid("100000000000001"))
        #expect(message.sender == .lid("100000000000001"))
        #expect(message.sentAt == Timestamp(milliseconds: 1_770_146_178_000))
    }

    @Test("a chat that is named by its LID has the phone that stands beside it")
    func lidWithPhone() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages","chat":{"wa_chatid":"5511888888888@s.whatsapp.net"},"#
                + #""message":{"id":"5511999999999:AC","chatid":"100000000000001@lid","#
                + #""sender":"100000000000001@lid","sender_pn":"5511888888888@s.whatsapp.net","#
                + #""messageType":"Conversation","text":"Oi"}}"#
        )
        let phone = try #require(PhoneNumber("5511888888888"))
        #expect(kinds.first == .identity(lid: "100000000000001", phone: phone))
        guard case .message(let message) = kinds.last else { return }
        #expect(message.id == MessageID("AC"))
        #expect(message.chat == .phone(phone))
        #expect(message.sender == .phone(phone))
    }

    @Test("a batch of receipts is one status each, read by state and in any unit of time")
    func batch() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages_update","state":"Read","event":{"chatid":"#
                + #""120363000000000001@g.us","sender_pn":"5511888888888@s.whatsapp.net","#
                + #""IsFromMe":"False","MessageIDs":["A","5511999999999:B"],"Timestamp":"#
                + #""2026-08-19T17:48:26Z","Type":"read"}}"#
        )
        let group = Address.group("120363000000000001")
        #expect(
            kinds
                == ["A", "B"].map {
                    .status(MessageID($0), .read, chat: group, participant: UazapiFixture.friend)
                }
        )
    }

    /// Bodies that say nothing that has a canonical form, and the kind that is kept of them.
    static let strangers: [(String, String)] = [
        (#"{"EventType":"history","event":"messages","messages":[]}"#, "raw.history"),
        (#"{"EventType":"sender","status":"done"}"#, "raw.sender"),
        (#"{"EventType":"leads"}"#, "raw.leads"),
        (#"{"EventType":"messages"}"#, "raw.messages"),
        (#"{"EventType":"messages","message":[1]}"#, "raw.messages"),
        (
            #"{"EventType":"messages_update","state":"New","event":{"chatid":"5511888888888"}}"#,
            "raw.messages_update"
        ),
        (#"{"EventType":"connection","instance":7}"#, "raw.connection"),
        (#"{"EventType":"presence","event":{}}"#, "raw.presence"),
        (#"{"EventType":"groups","event":{"JID":"5511888888888"}}"#, "raw.groups"),
        (#"{"EventType":"groups","event":{"JID":"120363000000000001@g.us"}}"#, "raw.groups"),
        (#"{"EventType":"call","event":null}"#, "raw.call"),
        (#"{"EventType":"labels","event":[]}"#, "raw.labels"),
        (#"{"EventType":"chats","chat":{"wa_chatid":""}}"#, "raw.chats"),
        (#"{"EventType":"blocks","event":{"Changes":{}}}"#, "raw.blocks"),
        (
            #"{"EventType":"messages","message":{"messageid":"A","chatid":"5511888888888","#
                + #""messageType":"LocationMessage","text":""}}"#,
            "raw.messages.LocationMessage"
        ),
    ]

    @Test("what is not understood is kept by its name, without its body", arguments: strangers)
    func stranger(text: String, kind: String) throws {
        let kinds = try Self.read(text)
        #expect(kinds.count == 1)
        guard case .event(.other(let name, let json)) = kinds.first else {
            Issue.record("it was understood as \(kinds)")
            return
        }
        #expect(name == kind)
        #expect(!json.contains(UazapiFixture.token))
    }

    @Test("a contact's words are its message's, for there is no other form")
    func vcard() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages","message":{"messageid":"A","chatid":"5511888888888","#
                + #""messageType":"ContactMessage","text":"Ana\nPhone: +55 11"}}"#
        )
        guard case .message(let message) = kinds.last else { return }
        #expect(message.content == .text(TextContent("Ana\nPhone: +55 11")))
    }

    @Test("a file that the server stored says nothing of its message")
    func downloaded() throws {
        let kinds = try Self.read(
            #"{"EventType":"messages_update","state":"FileDownloaded","event":{"chatid":"#
                + #""5511888888888","MessageIDs":["A"],"FileURL":"https://e.com/f"}}"#
        )
        #expect(kinds == [.alive])
    }

    @Test(
        "what is no event of this instance is refused",
        arguments: [
            "", "null", "[]", "{", "{}", #"{"EventType":7}"#, #"{"EventType":""}"#,
            #"{"EventType":"messages","token":"another"}"#,
        ]
    )
    func refused(text: String) {
        #expect(throws: WireError.self) { try Self.read(text) }
    }

    @Test(
        "a body with any member of another type is read or refused, and traps never",
        arguments: fixtures
    )
    func hostile(file: EventFixtureFile) throws {
        let strange: [JSONValue] = [
            nil, true, -9_223_372_036_854_775_808, 9_223_372_036_854_775_807, 1e300, "",
            "\u{0}@lid", "@", ":", "-1", "99999999999999999999", [], [nil, [1], [:]], [:],
        ]
        for request in try file.read().requests {
            for value in strange {
                for body in Self.variants(of: request.body, with: value) {
                    let context = UazapiSpoken.context(settings: [:])
                    _ = try? Self.read(body.serialized(), at: Exchange.now, context)
                }
            }
        }
    }

    /// The value with each of its members, at any depth, replaced in turn.
    private static func variants(of json: JSONValue, with value: JSONValue) -> [JSONValue] {
        guard let object = json.object else { return [value] }
        var all: [JSONValue] = []
        for (key, member) in object.members {
            // The chat beside another part is read by few of its members.
            let isBeside = key == "chat" && object.count > 6
            for inner in [value] + (isBeside ? [] : variants(of: member, with: value)) {
                var changed = object
                changed[key] = inner
                all.append(.object(changed))
            }
        }
        return all
    }
}

extension Observation.Kind {
    /// Whether it tells that two addresses are one person.
    var isIdentity: Bool {
        if case .identity = self { return true }
        return false
    }
}
