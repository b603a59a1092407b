import ConformanceKit
import DialectKit
import Testing
import Uazapi

@Suite("What uazapi is asked in its own words is what it would have been asked for")
struct UazapiRoundTripTests {
    private static func trip<C: Command>(
        _ command: C,
        _ outcome: any Sendable,
        _ instance: Instance = UazapiFixture.connected
    ) async throws -> RoundTrip<C> {
        let trip = try await RoundTrip(
            command,
            in: UazapiSpoken.speech,
            to: UazapiDialect(),
            UazapiSpoken.context(instance),
            outcomes: [outcome]
        )
        trip.expectSame()
        #expect(trip.losses.isEmpty)
        return trip
    }

    /// An instance that waits for its code, and how it is asked to connect.
    static let pairings: [(ConnectInstance, Instance)] = [
        (ConnectInstance(), UazapiFixture.awaitingQR),
        (ConnectInstance(pairingPhone: UazapiFixture.me), UazapiFixture.awaitingCode),
        (ConnectInstance(), UazapiFixture.connected),
    ]

    @Test("connecting", arguments: pairings)
    func connect(command: ConnectInstance, instance: Instance) async throws {
        let trip = try await Self.trip(command, instance, UazapiFixture.fresh)
        let told = try #require(trip.end).get()
        let state = try #require(UazapiSpoken.link(told.observations))
        #expect(state.name == instance.state.name)
        #expect(state.pairing?.qr?.imageURL == instance.state.pairing?.qr?.imageURL)
        #expect(state.pairing?.typed == instance.state.pairing?.typed)
        #expect(
            UazapiSpoken.account(told.observations) == instance.account,
            "the account comes over whole"
        )
    }

    @Test("disconnecting", arguments: [true, false])
    func disconnect(wasActive: Bool) async throws {
        let outcome = DisconnectInstance.Outcome(
            instance: UazapiFixture.loggedOut,
            wasActive: wasActive
        )
        let trip = try await Self.trip(DisconnectInstance(), outcome)
        #expect(try trip.outcome.wasActive == wasActive)
    }

    @Test("reading the status", arguments: Samples.everyState)
    func status(state: LinkState) async throws {
        var instance = UazapiFixture.connected
        instance.state = state
        let (response, commands) = await Playback(dialect: UazapiDialect())
            .play(.get, "/instance/status", .success(instance))
        #expect(commands.map { "\($0)" } == ["\(GetInstance())"])
        let reply = UpstreamReply(status: response.status, body: response.body)
        guard
            case .ask(_, let then) = try UazapiSpoken.speech.readLink(
                UazapiSpoken.context(instance)
            ), case .done(let told) = try then(reply)
        else {
            Issue.record("it did not end")
            return
        }
        let read = try #require(UazapiSpoken.link(told.observations)).name
        // The vendor has one word for those.
        let expected = ["failed": "failed", "starting": "starting"][state.name] ?? state.name
        #expect(read == expected)
    }

    static let privacy: [PrivacySetting: PrivacyAudience] = [
        .groupAdd: .contacts, .lastSeen: .contactsExcept, .about: .none, .picture: .all,
        .readReceipts: .none, .online: .sameAsLastSeen, .call: .known,
    ]

    @Test("reading and changing the privacy")
    func privacy() async throws {
        #expect(try await Self.trip(GetPrivacy(), Self.privacy).outcome == Self.privacy)
        // One at a time, for the order of several is not the command's.
        for (setting, audience) in Self.privacy {
            let command = SetPrivacy(changes: [setting: audience])
            #expect(try await Self.trip(command, Self.privacy).outcome == Self.privacy)
        }
    }

    @Test("being shown online", arguments: [true, false])
    func availability(isAvailable: Bool) async throws {
        _ = try await Self.trip(
            SetAvailability(isAvailable: isAvailable),
            SetAvailability.Outcome()
        )
    }

    private static func send(_ content: Content) -> SendMessage {
        SendMessage(
            recipient: Samples.team,
            content: content,
            quoted: Quote(id: MessageID("3EB0FF")),
            isForwarded: true,
            marksChatRead: true,
            clientReference: UazapiSpoken.reference,
            clientSource: "crm"
        )
    }

    /// Contents of the two kinds of sends that are served, with all that they can say there.
    static let contents: [Content] =
        [.text(TextContent("Olá", mentions: [Samples.ana, Samples.ninth]))]
        + MediaContent.Kind.allCases.map { kind in
            let hasCaption = [.image, .video, .document].contains(kind)
            return .media(
                MediaContent(
                    kind: kind,
                    source: kind == .image ? .bytes([1, 2, 3]) : .url("https://exemplo.com/f"),
                    mediaType: "a/b",
                    fileName: kind == .document ? "f.pdf" : nil,
                    caption: hasCaption ? "c" : nil,
                    isViewOnce: kind != .document && kind != .sticker,
                    isGIF: kind == .video
                )
            )
        }

    @Test("sending", arguments: contents)
    func send(content: Content) async throws {
        let message = UazapiFixture.message(content, chat: Samples.team)
        let outcome = SendMessage.Outcome(message: message)
        let trip = try await Self.trip(Self.send(content), outcome)
        let told = try trip.outcome.message
        #expect(told.id == message.id)
        #expect(told.chat == message.chat)
        #expect(told.sentAt == message.sentAt)
        #expect(told.content == content)
    }

    @Test(
        "what is refused there is refused in the same way",
        arguments: UazapiSpokenErrorTests.told
    )
    func refused(code: FailureCode) async throws {
        let command = Self.send(.text(TextContent("x")))
        let request = try #require(try UazapiSpoken.play(command, []).requests.first)
        let (response, _) = await Playback(
            dialect: UazapiDialect(),
            fields: [("Content-Type", "application/json")]
        ).play(
            request.method,
            request.target,
            body: request.body?.bytes ?? [],
            .failure(CommandFailure(code))
        )
        let reply = UpstreamReply(status: response.status, body: response.body)
        #expect(try UazapiSpoken.failure(command, reply)?.code == code)
    }
}
