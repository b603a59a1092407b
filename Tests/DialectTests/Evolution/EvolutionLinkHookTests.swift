import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's webhooks of the link are understood")
struct EvolutionLinkHookTests {
    private func read(_ name: String, _ context: SpokenContext? = nil) throws -> [Observation.Kind]
    {
        try EvolutionPlay.told(name, context)
    }

    @Test("a connection that opens tells its account")
    func open() throws {
        var account = try EvolutionPlay.account()
        account.pushName = "Loja Exemplo"
        account.pictureURL = "https://pps.whatsapp.net/v/loja.jpg"
        #expect(try read("connection.update.1") == [.account(account), .link(.connected, nil)])
    }

    @Test(
        "a connection that ends says how",
        arguments: [
            ("connection.update.3", LinkState.loggedOut, Disconnect.Reason.logout),
            ("connection.update.4", .pairingExpired, .qrTimeout),
            ("connection.update.5", .failed("The upstream's connection ended with code 402"), nil),
            ("status.instance.1", .loggedOut, .logout),
            ("qrcode.updated.2", .pairingExpired, .qrTimeout),
        ] as [(String, LinkState, Disconnect.Reason?)]
    )
    func ends(hook: String, state: LinkState, reason: Disconnect.Reason?) throws {
        #expect(try read(hook) == [.link(state, reason)])
    }

    @Test(
        "connecting is starting or reconnecting, and never takes away a code or a fresh connection"
    )
    func connecting() throws {
        let hook = "connection.update.2"
        #expect(try read(hook) == [.link(.reconnecting, nil)])
        let unlinked = try EvolutionPlay.context(.created, isLinked: false)
        #expect(try read(hook, unlinked) == [.link(.starting, nil)])
        let code = PairingCode(
            method: .qr(text: "a", imageURL: "b"),
            attempt: 1,
            expiresAt: EvolutionPlay.now
        )
        #expect(try read(hook, EvolutionPlay.context(.awaitingPairing(code))) == [.alive])
        let fresh = try EvolutionPlay.context()
        var instance = fresh.instance
        instance.updatedAt = EvolutionPlay.now
        let context = SpokenContext(
            settings: fresh.settings,
            instance: instance,
            now: fresh.now,
            reference: ""
        )
        #expect(try read(hook, context) == [.alive])
    }

    @Test("a code is the next one of its pairing")
    func code() throws {
        let first = PairingCode(
            method: .qr(text: "a", imageURL: "b"),
            attempt: 4,
            expiresAt: EvolutionPlay.now
        )
        let context = try EvolutionPlay.context(.awaitingPairing(first), isLinked: false)
        guard
            case .link(.awaitingPairing(let code), nil)? = try read("qrcode.updated.1", context)
                .first
        else {
            Issue.record("no code")
            return
        }
        #expect(code.attempt == 5)
        #expect(code.qr?.text.hasPrefix("2@") == true)
        #expect(code.expiresAt == EvolutionPlay.now.advanced(byMilliseconds: 21_000))
    }

    @Test("a code to type follows one, and expires as one")
    func typed() throws {
        let phone = try #require(PhoneNumber("5511999999999"))
        let first = PairingCode(
            method: .code("AAAABBBB", phone: phone),
            attempt: 1,
            expiresAt: EvolutionPlay.now
        )
        let context = try EvolutionPlay.context(.awaitingPairing(first), isLinked: false)
        guard
            case .link(.awaitingPairing(let code), nil)? = try read("qrcode.updated.3", context)
                .first
        else {
            Issue.record("no code")
            return
        }
        #expect(code.method == .code("WZYEH1YY", phone: phone))
        #expect(try read("qrcode.updated.2", context) == [.link(.pairingExpired, .codeTimeout)])
    }
}
