import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI spoken to ZapyAPI served says the same")
struct ZapyAPIRoundTripTests {
    private let bench = ZapyAPIBench.bench(.awaitingPairing(.sample))

    private func trip<C: Command>(
        _ command: C,
        _ outcomes: any Sendable...
    ) async throws -> RoundTrip<C> {
        let trip = try await RoundTrip(
            command,
            in: bench.speech,
            to: ZapyAPIDialect(),
            bench.context,
            outcomes: outcomes
        )
        trip.expectSame()
        return trip
    }

    @Test("pairing, restarting and ending")
    func instance() async throws {
        let pairing = try await trip(ConnectInstance(), Samples.instance(Samples.awaitingQR))
        let observations = try #require(pairing.end).get().observations
        guard case .link(.awaitingPairing(let code), nil) = observations.first?.kind else {
            Issue.record("no code")
            return
        }
        #expect(code.qr?.imageURL == Samples.awaitingQR.pairing?.qr?.imageURL)
        #expect(code.attempt == 1 && code.expiresAt == Samples.awaitingQR.pairing?.expiresAt)
        _ = try await trip(RestartInstance(), Samples.instance(.starting)).outcome
        let ended = DisconnectInstance.Outcome(
            instance: Samples.instance(.loggedOut),
            wasActive: true
        )
        #expect(try await trip(DisconnectInstance(), ended).outcome.wasActive)
    }

    @Test("contacts, presence and groups")
    func contacts() async throws {
        let answers = [
            CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana),
            CheckNumbers.Answer(asked: Samples.address("12025550123"), resolved: nil),
        ]
        let check = CheckNumbers(numbers: answers.map(\.asked))
        #expect(try await trip(check, answers).outcome == answers)
        for url in ["https://example.com/p.jpg", nil] {
            let picture = GetProfilePicture.Outcome(url: url)
            #expect(
                try await trip(GetProfilePicture(subject: Samples.ana), picture).outcome == picture
            )
        }
        for isBlocked in [true, false] {
            let block = BlockContact(contact: .lid("40000000000001"), isBlocked: isBlocked)
            _ = try await trip(block, BlockContact.Outcome()).outcome
            let presence = SetAvailability(isAvailable: isBlocked)
            _ = try await trip(presence, SetAvailability.Outcome()).outcome
        }
        for activity in SendChatPresence.Activity.allCases {
            let presence = SendChatPresence(chat: Samples.team, activity: activity)
            _ = try await trip(presence, SendChatPresence.Outcome()).outcome
        }
        let group = try await trip(GetGroup(group: Samples.team), Samples.group)
        #expect(try group.outcome == Samples.group)
    }

    @Test(
        "messages of every kind that has a route",
        arguments: ["text", "image", "video", "audio", "voice", "document"]
    )
    func messages(kind: String) async throws {
        let carried = ["quoted", "group_recipient", "lid_recipient", "inline_bytes"]
        let own: [String: [String]] = [
            "image": ["caption", "view_once"], "video": ["caption", "view_once"],
            "audio": ["view_once"], "voice": ["view_once"], "document": ["caption", "file_name"],
        ]
        for field in [""] + carried + (own[kind] ?? []) {
            let plain = try #require(SpokenCommands.sends.first { $0.variant == kind })
            guard var send = (SpokenCommands.using(field, plain) ?? plain) as? SendMessage else {
                return
            }
            if case .media(var media) = send.content, case .bytes = media.source {
                media.mediaType = "image/png"
                send.content = .media(media)
            }
            let trip = try await trip(send, Samples.sent(send.content, to: send.recipient))
            #expect(try trip.outcome.message.id.text == "BAE5E1B0B0627AD9")
            #expect(trip.losses == [])
        }
    }

    @Test("the link, in every state", arguments: Samples.everyState, [true, false])
    func link(state: LinkState, hasAccount: Bool) async throws {
        let played = Playback(dialect: ZapyAPIDialect())
        let listed = ListInstances.Outcome(
            instances: [Samples.instance(state, hasAccount: hasAccount)],
            total: 1
        )
        let (list, _) = await played.play(.get, "/api/instances", .success(listed))
        let (qr, _) = await played.play(
            .get,
            "/api/instances/instance-123/qr",
            .success(Samples.instance(state))
        )
        var settings = bench.context.settings
        settings["instance_id"] = "instance-123"
        let context = SpokenContext(
            settings: settings,
            instance: Samples.instance(.connected),
            now: Samples.noon,
            reference: ""
        )
        let bench = SpeakingBench(speech: .zapyapi, context: context)
        let kinds = try bench.link(UpstreamReply(list), UpstreamReply(qr))
        guard case .link(let read, _) = kinds.last else { throw UpstreamReply.unreadable }
        #expect(read.name == ((hasAccount ? state : state.withoutLogin).name))
    }
}

extension UpstreamReply {
    /// The answer of a served half.
    init(_ response: HTTPResponse) {
        self.init(status: response.status, fields: response.fields, body: response.body)
    }
}

extension LinkState {
    /// What the vendor's words leave of a state where no account is shown.
    fileprivate var withoutLogin: LinkState {
        switch self {
        case .reconnecting: .starting
        case .disconnected: .loggedOut
        default: self
        }
    }
}

extension PairingCode {
    /// A code that waits.
    fileprivate static let sample = PairingCode(
        method: .qr(text: "2@a", imageURL: ""),
        attempt: 1,
        expiresAt: Samples.noon
    )
}
