import ConformanceKit
import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's instance tells how the link stands")
struct WhatIsUpSpeakingLinkTests {
    private let bench = WhatIsUpBench.bench(.starting, hasAccount: false)

    @Test("a linked instance has its number")
    func linked() throws {
        let phone = try #require(Samples.phone("5511999999999"))
        let account = LinkedAccount(phone: phone, device: 0, pushName: "")
        #expect(
            try bench.link(WhatIsUpBench.answer("instances.get.1"))
                == [.account(account), .link(.connected, nil)]
        )
        let known = WhatIsUpBench.linked
        #expect(
            try known.link(WhatIsUpBench.answer("instances.get.1")).first
                == known.context.instance.account.map { .account($0) }
        )
    }

    @Test(
        "each of the six words is a state, and so are two of the prose",
        arguments: [
            ("pending", "null", LinkState.created), ("connecting", "null", .starting),
            ("connecting", "\"5511999999999\"", .reconnecting),
            ("reconnecting", "\"5511999999999\"", .reconnecting),
            ("connected", "\"5511999999999\"", .connected),
            ("disconnected", "\"5511999999999\"", .disconnected),
            ("failed", "null", .failed("The upstream has given up the session")),
            ("stopped_by_user", "null", .disconnected),
        ]
    )
    func words(word: String, phone: String, state: LinkState) throws {
        let reply = UpstreamReply(200, #"{"status":"\#(word)","phone_number":\#(phone)}"#)
        #expect(try bench.link(reply).last == .link(state, nil))
    }

    private static let code = PairingCode(
        method: .qr(
            text: "2@dPBI4Tg9Mc...,vlD4Pmkr...",
            imageURL: "data:image/png;base64,iVBORw0KGgo..."
        ),
        attempt: 1,
        expiresAt: Timestamp(milliseconds: 1_777_638_925_000)
    )

    @Test("a code that waits is asked for, and its absence is no failure")
    func waiting() throws {
        let shown = try WhatIsUpBench.answer("instances.get.2")
        let kinds = try bench.link(shown, WhatIsUpBench.answer("instances.qr.1"))
        #expect(kinds == [.link(.awaitingPairing(Self.code), nil)])
        #expect(
            try bench.link(shown, WhatIsUpBench.answer("instances.qr.3")) == [.link(.starting, nil)]
        )
    }

    @Test("the same code keeps its number, another one is the next")
    func attempts() throws {
        let present = WhatIsUpBench.bench(.awaitingPairing(Self.code), hasAccount: false)
        let same = try present.told(ConnectInstance(), WhatIsUpBench.answer("instances.qr.1"))
        #expect(same.observations.map(\.kind) == [.link(.awaitingPairing(Self.code), nil)])
        let other = try present.told(ConnectInstance(), UpstreamReply(200, #"{"raw":"2@b"}"#))
        guard case .link(.awaitingPairing(let next), nil) = other.observations.first?.kind else {
            Issue.record("no code")
            return
        }
        #expect(next.attempt == 2)
        #expect(next.expiresAt == Samples.noon.advanced(byMilliseconds: 30_000))
    }

    @Test(
        "a code that is not ready is asked for again, with a pause",
        arguments: ["instances.qr.2", "instances.qr.3"]
    )
    func notReady(name: String) throws {
        let said = try #require(
            try bench.speech.commands.translate(ConnectInstance(), bench.context)
        )
        let play = ConversationPlay(
            said.conversation,
            answers: [
                try WhatIsUpBench.answer(name),
                try WhatIsUpBench.answer("instances.get.2"),
                try WhatIsUpBench.answer("instances.qr.1"),
            ]
        )
        let told = try #require(play.end).get()
        #expect(told.observations.map(\.kind) == [.link(.awaitingPairing(Self.code), nil)])
        #expect(play.pausedMilliseconds == 2_000)
    }

    @Test("it is asked for twice")
    func givingUp() throws {
        let qr = try WhatIsUpBench.answer("instances.qr.3")
        let shown = try WhatIsUpBench.answer("instances.get.2")
        let failure = try bench.failure(ConnectInstance(), qr, shown, qr, shown)
        #expect(failure?.code == .pairingUnavailable)
    }

    @Test("no code because the instance is connected is no failure")
    func connected() throws {
        let told = try bench.told(
            ConnectInstance(),
            WhatIsUpBench.answer("instances.qr.3"),
            WhatIsUpBench.answer("instances.get.1")
        )
        #expect(told.observations.last?.kind == .link(.connected, nil))
        #expect(told.outcome == bench.context.instance)
    }

    @Test("a customer's instances come with the endpoints that get their events")
    func accounts() throws {
        let list = try #require(bench.speech.listAccounts)
        let play = ConversationPlay(
            try list(bench.context),
            answers: [
                try WhatIsUpBench.answer("instances.list.1"),
                UpstreamReply(
                    200,
                    """
                    {"data":[{"url":"https://a.example/h","events":["message.sent"],\
                    "instance_id":null,"enabled":false,"chat_type_filter":"groups_only"},\
                    {"url":"https://b.example/h","instance_id":"inst_other"}]}
                    """
                ),
            ]
        )
        #expect(
            play.requests.map(\.text) == ["GET /v1/instances", "GET /v1/webhook-endpoints"]
        )
        let found = try #require(play.end).get().outcome
        #expect(
            found == [
                ForeignInstance(
                    name: "primary",
                    dialectName: "inst_01J7",
                    settings: ["instance_id": "inst_01J7"],
                    phone: Samples.phone("5511999999999"),
                    state: .connected,
                    webhooks: [
                        ForeignInstance.Webhook(
                            url: "https://a.example/h",
                            events: ["message.sent"],
                            isEnabled: false,
                            options: ["chat_type_filter": "groups_only"]
                        )
                    ]
                )
            ]
        )
    }
}
