import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI's list tells how the link stands")
struct ZapyAPISpeakingLinkTests {
    private let bench = ZapyAPIBench.bench(.starting, hasAccount: false)
    private static let account = Samples.phone("5511999999999").map { phone in
        LinkedAccount(
            phone: phone,
            device: 0,
            pushName: "My Company",
            pictureURL: "https://example.com/profile-pic.jpg"
        )
    }

    @Test("pages are asked for until the instance is found, and its LID of phone digits is none")
    func pages() throws {
        let play = ConversationPlay(
            try bench.speech.readLink(bench.context),
            answers: [
                try ZapyAPIBench.answer("instances.list.1"),
                try ZapyAPIBench.answer("instances.list.2"),
            ]
        )
        #expect(
            play.requests.map(\.line) == [
                "GET /api/instances?page=1&limit=100", "GET /api/instances?page=2&limit=100",
            ]
        )
        let told = try #require(play.end).get()
        let account = try #require(Self.account)
        #expect(told.observations.map(\.kind) == [.account(account), .link(.connected, nil)])
    }

    @Test("what the list does not tell of the account stays")
    func known() throws {
        let bench = ZapyAPIBench.linked
        let kinds = try bench.link(
            try ZapyAPIBench.answer("instances.list.1"),
            try ZapyAPIBench.answer("instances.list.2")
        )
        #expect(kinds.first == bench.context.instance.account.map { .account($0) })
    }

    @Test(
        "each of the nine words is a state",
        arguments: [
            ("created", "null", LinkState.created, nil),
            ("connecting", "null", .starting, nil),
            ("connecting", "\"5511999999999\"", .reconnecting, nil),
            ("connected", "\"5511999999999\"", .connected, nil),
            ("stopped", "null", .loggedOut, .logout),
            ("stopped", "\"5511999999999\"", .disconnected, nil),
            ("manually_stopped", "\"5511999999999\"", .paused, nil),
            ("error", "null", .failed("The upstream reports an error"), nil),
            ("qr_timeout", "null", .pairingExpired, .qrTimeout),
            ("payment_pending", "null", .failed("The upstream waits for a payment"), nil),
            ("hibernating", "null", .disconnected, nil),
        ] as [(String, String, LinkState, Disconnect.Reason?)]
    )
    func words(word: String, phone: String, state: LinkState, reason: Disconnect.Reason?) throws {
        let body = """
            {"data":[{"instanceId":"my-instance","status":"\(word)","whatsappId":\(phone)}]}
            """
        #expect(try bench.link(UpstreamReply(200, body)).last == .link(state, reason))
    }

    @Test(
        "a number is no account where nothing is linked",
        arguments: ["created", "stopped", "manually_stopped", "error", "qr_timeout"]
    )
    func numberAlone(word: String) throws {
        let body = """
            {"data":[{"instanceId":"my-instance","status":"\(word)","whatsappId":"5511999999999"}]}
            """
        #expect(try bench.link(UpstreamReply(200, body)).count == 1)
    }

    @Test("a code that waits is asked for, and its absence is no failure")
    func waiting() throws {
        let list = try ZapyAPIBench.answer("instances.list.3")
        let code = PairingCode(
            method: .qr(text: "2@dPBI4Tg9Mc,vlD4Pmkr==,1", imageURL: ""),
            attempt: 2,
            expiresAt: Timestamp(milliseconds: 1_672_531_200_000)
        )
        #expect(
            try bench.link(list, ZapyAPIBench.answer("instances.qr.1"))
                == [.link(.awaitingPairing(code), nil)]
        )
        #expect(try bench.link(list, UpstreamReply(404)) == [.link(.starting, nil)])
    }

    @Test("an instance that no page has is the operator's trouble")
    func unknown() throws {
        let empty = UpstreamReply(200, #"{"data":[],"nextPage":2}"#)
        let play = ConversationPlay(try bench.speech.readLink(bench.context), answers: [empty])
        #expect(play.failure?.code == .upstreamRejected)
    }

    @Test("a list whose pages never end is left at some time")
    func endless() throws {
        let answers = (1...200).map {
            UpstreamReply(200, #"{"data":[{"instanceId":"x"}],"nextPage":\#($0 + 1)}"#)
        }
        let play = ConversationPlay(try bench.speech.readLink(bench.context), answers: answers)
        #expect(play.failure?.code == .upstreamRejected)
        #expect(play.requests.count == 100)
    }

    @Test("connecting shows the code, as a picture or as its text")
    func connect() throws {
        let told = try bench.told(ConnectInstance(), ZapyAPIBench.answer("instances.qr.2"))
        guard case .link(.awaitingPairing(let code), nil) = told.observations.first?.kind else {
            Issue.record("no code")
            return
        }
        #expect(code.qr?.imageURL == "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA")
        #expect(code.qr?.text == "")
        #expect(told.losses.map(\.path) == ["pairing.text"])
        let raw = try bench.told(ConnectInstance(), ZapyAPIBench.answer("instances.qr.1"))
        #expect(raw.losses == [])
        #expect(raw.outcome == bench.context.instance)
    }

    @Test("a code without time and number lasts half a minute and is the first")
    func bareCode() throws {
        let told = try bench.told(ConnectInstance(), UpstreamReply(200, #"{"qrCode":"2@a"}"#))
        guard case .link(.awaitingPairing(let code), nil) = told.observations.first?.kind else {
            Issue.record("no code")
            return
        }
        #expect(code.attempt == 1)
        #expect(code.expiresAt == Samples.noon.advanced(byMilliseconds: 30_000))
    }

    @Test("a code that is refused leads to the list, which tells why", arguments: [400, 404, 409])
    func refused(status: Int) throws {
        let connected = try bench.told(
            ConnectInstance(),
            UpstreamReply(status),
            ZapyAPIBench.answer("instances.list.2")
        )
        #expect(connected.observations.last?.kind == .link(.connected, nil))
        let waiting = try bench.failure(
            ConnectInstance(),
            UpstreamReply(status),
            ZapyAPIBench.answer("instances.list.3")
        )
        #expect(waiting?.code == .pairingUnavailable)
    }

    @Test("an account's instances come with their webhooks")
    func accounts() throws {
        let list = try #require(bench.speech.listAccounts)
        let play = ConversationPlay(
            try list(bench.context),
            answers: [
                try ZapyAPIBench.answer("instances.list.1"),
                try ZapyAPIBench.answer("instances.list.2"), UpstreamReply(404),
                try ZapyAPIBench.answer("webhookConfig.get.1"),
            ]
        )
        #expect(
            play.requests.map(\.target).suffix(2) == [
                "/api/instances/another/webhook-config",
                "/api/instances/my-instance/webhook-config",
            ]
        )
        let found = try #require(play.end).get().outcome
        #expect(
            found.map(\.settings) == [["instance_id": "another"], ["instance_id": "my-instance"]]
        )
        #expect(found.map(\.state) == [.created, .connected])
        #expect(found.map { $0.phone?.digits } == [nil, "5511999999999"])
        #expect(found.first?.webhooks == [])
        #expect(
            found.last?.webhooks == [
                ForeignInstance.Webhook(
                    url: "https://api.example.com/webhooks/whatsapp",
                    secret: "your-secret-key"
                )
            ]
        )
    }
}
