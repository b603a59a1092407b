import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API tells how a link stands")
struct MegaAPISpokenLinkTests {
    private static let phone = Samples.phone("5511999999999")

    private func readLink(_ context: SpokenContext, _ answer: String) throws -> Told<Looked> {
        let conversation = try VendorTalk.speech.readLink(context)
        let reply = try VendorTalk.answer(answer)
        return try #require(ConversationPlay(conversation, answers: [reply]).end).get()
    }

    @Test("a linked phone is told with its account")
    func linked() throws {
        let told = try readLink(VendorTalk.context(.created, hasAccount: false), "status.1")
        let account = LinkedAccount(
            phone: try #require(Self.phone),
            device: 6,
            pushName: "Example",
            isBusiness: true
        )
        #expect(told.observations.map(\.kind) == [.link(.connected, nil), .account(account)])
    }

    @Test("a user's id alone is a linked phone")
    func userAlone() throws {
        let told = try readLink(VendorTalk.context(), "status.4")
        #expect(told.observations.first?.kind == .link(.connected, nil))
    }

    @Test(
        "a closed link ends only what was open",
        arguments: [
            (LinkState.connected, Observation.Kind.link(.disconnected, nil)),
            (.reconnecting, .link(.disconnected, nil)), (.starting, .link(.disconnected, nil)),
            (.loggedOut, .alive), (.created, .alive), (.paused, .alive),
            (Samples.awaitingQR, .link(.pairingExpired, .qrTimeout)),
            (Samples.awaitingCode, .link(.pairingExpired, .codeTimeout)),
        ]
    )
    func closed(state: LinkState, kind: Observation.Kind) throws {
        for answer in ["status.2", "refusal.1"] {
            let told = try readLink(VendorTalk.context(state), answer)
            #expect(told.observations == [Observation(kind, at: VendorTalk.now)])
        }
    }

    @Test("a pairing that runs is not disturbed")
    func pairing() throws {
        let code = PairingCode(
            method: .qr(text: "", imageURL: "data:image/png;base64,AA=="),
            attempt: 1,
            expiresAt: VendorTalk.now
        )
        for answer in ["status.2", "status.3"] {
            let told = try readLink(VendorTalk.context(.awaitingPairing(code)), answer)
            #expect(told.observations.map(\.kind) == [.alive])
        }
    }

    @Test("an account that comes back is reconnecting, a new one starts")
    func opening() throws {
        let known = try readLink(VendorTalk.context(.disconnected), "status.3")
        #expect(known.observations.map(\.kind) == [.link(.reconnecting, nil)])
        let fresh = try readLink(VendorTalk.context(.created, hasAccount: false), "status.3")
        #expect(fresh.observations.map(\.kind) == [.link(.starting, nil)])
    }

    @Test(
        "a QR code is a picture without its text",
        arguments: ["qrcode_base64.1", "qrcode_base64.4"]
    )
    func picture(answer: String) throws {
        let context = VendorTalk.context(.created)
        let told = try VendorTalk.told(ConnectInstance(), context, answers: answer)
        let code = PairingCode(
            method: .qr(text: "", imageURL: "data:image/png;base64,iVBORw0KGgo="),
            attempt: 1,
            expiresAt: VendorTalk.now.advanced(byMilliseconds: 20_000)
        )
        #expect(told.outcome == context.instance)
        #expect(told.observations.map(\.kind) == [.link(.awaitingPairing(code), nil)])
    }

    @Test("a picture that is known keeps its number, the next one counts on")
    func attempt() throws {
        let first = PairingCode(
            method: .qr(text: "", imageURL: "data:image/png;base64,iVBORw0KGgo="),
            attempt: 3,
            expiresAt: Samples.noon
        )
        let again = try VendorTalk.told(
            ConnectInstance(),
            VendorTalk.context(.awaitingPairing(first)),
            answers: "qrcode_base64.1"
        )
        #expect(again.observations.map(\.kind) == [.link(.awaitingPairing(first), nil)])
        let next = try VendorTalk.told(
            ConnectInstance(),
            VendorTalk.context(Samples.awaitingQR),
            answers: "qrcode_base64.1"
        )
        guard case .link(.awaitingPairing(let code), nil)? = next.observations.first?.kind else {
            Issue.record("no code is told")
            return
        }
        #expect(code.attempt == 2)
    }

    @Test("a picture that is not there yet is waited for, and not for ever")
    func patience() throws {
        let context = VendorTalk.context(.created)
        let said = try #require(
            try VendorTalk.speech.commands.translate(ConnectInstance(), context)
        )
        let none = try VendorTalk.answer("qrcode_base64.2")
        let late = [none, none, try VendorTalk.answer("qrcode_base64.1")]
        let play = ConversationPlay(said.conversation, answers: late)
        #expect(play.requests.count == 3)
        #expect(play.pausedMilliseconds == 3000)
        let never = ConversationPlay(
            said.conversation,
            answers: Array(repeating: none, count: 20)
        )
        #expect(never.requests.count == 6)
        let told = try #require(never.end).get()
        #expect(told.observations.map(\.kind) == [.link(.starting, nil)])
    }

    @Test("a code is told without its dash", arguments: ["pairingCode.1", "pairingCode.2"])
    func code(answer: String) throws {
        let phone = try #require(Self.phone)
        let told = try VendorTalk.told(ConnectInstance(pairingPhone: phone), answers: answer)
        let code = PairingCode(
            method: .code("ABCD1234", phone: phone),
            attempt: 1,
            expiresAt: VendorTalk.now.advanced(byMilliseconds: 180_000)
        )
        #expect(told.observations.map(\.kind) == [.link(.awaitingPairing(code), nil)])
    }

    @Test("a code that is not there is a failure")
    func noCode() throws {
        let command = ConnectInstance(pairingPhone: Self.phone)
        let (_, play) = try VendorTalk.say(command, answers: "done.1")
        #expect(throws: CommandFailure(.pairingUnavailable, "No pairing code is available")) {
            try play.end?.get()
        }
    }

    @Test(
        "a phone that is linked already is connected, whatever the status says",
        arguments: [("status.1", 2), ("refusal.10", 1), ("status.2", 1)]
    )
    func alreadyLinked(status: String, count: Int) throws {
        let told = try VendorTalk.told(
            ConnectInstance(),
            VendorTalk.context(.disconnected),
            answers: "qrcode_base64.3",
            status
        )
        #expect(told.observations.first?.kind == .link(.connected, nil))
        #expect(told.observations.count == count)
    }

    @Test("a logout takes the login away")
    func logout() throws {
        let told = try VendorTalk.told(DisconnectInstance(), answers: "done.1")
        #expect(told.outcome.wasActive)
        #expect(told.observations.map(\.kind) == [.link(.loggedOut, .logout)])
    }

    @Test("a logout of what is not linked had nothing to end")
    func idleLogout() throws {
        let told = try VendorTalk.told(DisconnectInstance(), answers: "refusal.1")
        #expect(!told.outcome.wasActive)
        #expect(told.observations.map(\.kind) == [.link(.loggedOut, nil)])
    }

    @Test("a restart keeps the login")
    func restart() throws {
        let told = try VendorTalk.told(RestartInstance(), answers: "done.1")
        #expect(told.outcome == VendorTalk.context().instance)
        #expect(told.observations.map(\.kind) == [.link(.reconnecting, nil)])
    }

    @Test(
        "an account is the one instance with its webhook, in any nesting",
        arguments: [
            (
                "webhook.1",
                [
                    ForeignInstance.Webhook(
                        url: "https://example.com/hook?key=1",
                        isEnabled: false
                    )
                ]
            ),
            ("webhook.2", [ForeignInstance.Webhook(url: "https://example.com/hook")]),
            ("webhook.3", []),
        ]
    )
    func accounts(webhook: String, expected: [ForeignInstance.Webhook]) throws {
        let listAccounts = try #require(VendorTalk.speech.listAccounts)
        let conversation = try listAccounts(VendorTalk.context())
        let replies = try ["status.1", webhook].map { try VendorTalk.answer($0) }
        let play = ConversationPlay(conversation, answers: replies)
        #expect(
            play.requests.map(\.target) == [
                "/rest/instance/megastart-abc", "/rest/webhook/megastart-abc",
            ]
        )
        let found = ForeignInstance(
            name: "Example",
            dialectName: "megastart-abc",
            token: "abc",
            settings: VendorTalk.settings,
            phone: Self.phone,
            state: .connected,
            webhooks: expected
        )
        #expect(try #require(play.end).get().outcome == [found])
    }
}
