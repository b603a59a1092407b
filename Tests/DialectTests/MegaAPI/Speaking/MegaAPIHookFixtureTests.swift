import DialectKit
import MegaAPI
import Testing

/// The served half writes, the spoken half reads: what comes back is what happened.
@Suite("mega-API's own events are understood")
struct MegaAPIHookFixtureTests {
    static let files = EventFixtureFile.all.filter { $0.path.contains("/megaapi/") }

    @Test("an event's body tells what the event was", arguments: files)
    func fixture(file: EventFixtureFile) throws {
        let fixture = try file.read()
        for request in fixture.requests {
            let told = try VendorTalk.read(request.body, for: fixture.view.instance)
            #expect(told.contains { $0.matches(fixture.view) }, "\(told)")
            #expect(!told.contains { $0.isUnread })
        }
    }

    @Test("every kind that is promised is read out of some fixture")
    func kinds() throws {
        let kinds = try Self.files.map { try $0.read() }
            .filter { !$0.requests.isEmpty }
            .map(\.view.event.payload.kind)
        let promised = try #require(VendorTalk.speech.events).kinds
        #expect(promised.isSubset(of: kinds))
    }
}

extension VendorTalk {
    /// Reads a body as if it had come at noon.
    static func read(_ body: JSONValue, for instance: Instance) throws -> [Observation] {
        let reading = try #require(speech.events)
        let hook = IncomingHook(body: body.serialized(), receivedAt: now)
        let settings = ["instance_key": instance.name(in: DialectID("megaapi")), "token": "t"]
        let context = SpokenContext(
            settings: settings,
            instance: instance,
            now: now,
            reference: "r"
        )
        return try reading.read(hook, context)
    }
}

extension Observation {
    /// Whether the body was not understood.
    var isUnread: Bool {
        if case .event(.other) = kind { return true }
        return false
    }

    /// Whether this is what the event tells, as far as the vendor's body can say.
    fileprivate func matches(_ view: EventView) -> Bool {
        switch (kind, view.event.payload) {
        case (.message(let read), .messageReceived), (.message(let read), .messageSent):
            view.message.map { read.isSame(as: $0) } ?? false
        case (.event(.messageEdited(let read)), .messageEdited(let edit)):
            read.message == edit.message && read.content == edit.content
                && read.sender == edit.sender && read.chat == edit.chat
        case (.status(let id, let status, let chat, let participant), let payload):
            payload
                == .messageStatus(id, status, chat: chat, participant: participant)
        case (.link(let state, let reason), .instanceState(let name, _, let why)):
            reason == why && state.name == name
        case (.link(.awaitingPairing(let code), nil), .pairingQR(let text, _, _)):
            code.qr?.imageURL == GivenEvent.drawQR(text)
        case (.event(let read), let payload): read == payload
        default: false
        }
    }
}

extension Message {
    /// Whether both say the same, in what the vendor tells of a message.
    fileprivate func isSame(as other: Message) -> Bool {
        let isChatKnown = chat == other.chat || (other.chat.lid != nil && chat == other.sender)
        return id == other.id && isChatKnown && sender == other.sender
            && senderName == other.senderName && isFromMe == other.isFromMe
            && isFromAPI == other.isFromAPI && sentAt.seconds == other.sentAt.seconds
            && content == other.content.typed && quoted == other.quoted
    }
}

extension Content {
    /// The same with the media type that the kept file has, which is what bodies show.
    fileprivate var typed: Content {
        guard case .media(var media) = self else { return self }
        media.mediaType = media.mediaType ?? media.kept?.mediaType
        return .media(media)
    }
}

extension Address {
    fileprivate var lid: String? {
        if case .lid(let digits) = self { return digits }
        return nil
    }
}
