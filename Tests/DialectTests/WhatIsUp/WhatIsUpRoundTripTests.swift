import ConformanceKit
import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp spoken to WhatIsUp served says the same")
struct WhatIsUpRoundTripTests {
    private let bench = WhatIsUpBench.linked

    @Test("pairing")
    func pairing() async throws {
        let trip = try await RoundTrip(
            ConnectInstance(),
            in: bench.speech,
            to: WhatIsUpDialect(),
            bench.context,
            outcomes: [Samples.instance(Samples.awaitingQR)]
        )
        trip.expectSame()
        let observations = try #require(trip.end).get().observations
        #expect(observations.map(\.kind) == [.link(Samples.awaitingQR, nil)])
    }

    @Test(
        "messages of every kind that has a type",
        arguments: ["text", "image", "audio", "document", "sticker"],
        ["", "group_recipient", "lid_recipient", "caption", "file_name"]
    )
    func messages(kind: String, field: String) async throws {
        let plain = try #require(SpokenCommands.sends.first { $0.variant == kind })
        guard var send = (SpokenCommands.using(field, plain) ?? plain) as? SendMessage,
            try bench.losses(send) == []
        else { return }
        send.clientReference = bench.context.reference
        send.referenceWindowMilliseconds = 300_000
        send.refusesUnknownRecipient = false
        // The served half names the one type that stickers have.
        var understood = send
        if kind == "sticker", case .media(var media) = send.content {
            media.mediaType = "image/webp"
            understood.content = .media(media)
        }
        let trip = try await RoundTrip(
            send,
            in: bench.speech,
            to: WhatIsUpDialect(),
            bench.context,
            outcomes: [Samples.sent(send.content, to: send.recipient)]
        )
        #expect(trip.commands.map { "\($0)" } == ["\(understood)"])
        #expect(try trip.outcome.message.id.text == "BAE5E1B0B0627AD9")
    }

    @Test("the link, in every state", arguments: Samples.everyState)
    func link(state: LinkState) async throws {
        let played = Playback(dialect: WhatIsUpDialect())
        let instance = Samples.instance(state)
        let (shown, _) = await played.play(.get, "/v1/instances/inst_01J7", .success(instance))
        let (qr, _) = await played.play(.get, "/v1/instances/inst_01J7/qr", .success(instance))
        let kinds = try bench.link(UpstreamReply(shown), UpstreamReply(qr))
        guard case .link(let read, nil) = kinds.last else { throw UpstreamReply.unreadable }
        // Six words for ten states, and the number that was linked is shown in all of them.
        let expected: LinkState =
            switch state {
            case .starting: .reconnecting
            case .pairingExpired, .paused, .loggedOut: .disconnected
            default: state
            }
        #expect(read.name == expected.name)
    }

    @Test("what is listed")
    func accounts() async throws {
        let played = Playback(dialect: WhatIsUpDialect())
        var instance = Samples.instance(.connected)
        instance.names[WhatIsUpDialect.dialectID] = "inst_1"
        let outcome = ListInstances.Outcome(instances: [instance], total: 1)
        let (list, _) = await played.play(.get, "/v1/instances", .success(outcome))
        let (endpoints, _) = await played.play(
            .get,
            "/v1/webhook-endpoints",
            .success([Samples.endpoint])
        )
        let listAccounts = try #require(bench.speech.listAccounts)
        let play = ConversationPlay(
            try listAccounts(bench.context),
            answers: [UpstreamReply(list), UpstreamReply(endpoints)]
        )
        let outcomes = try #require(play.end).get().outcome
        let found = try #require(outcomes.first)
        #expect(found.settings == ["instance_id": "inst_1"])
        #expect(found.webhooks.map(\.url) == [Samples.endpoint.url])
    }
}
