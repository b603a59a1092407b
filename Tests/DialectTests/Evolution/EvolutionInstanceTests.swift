import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's instances are paired, restarted, ended and read")
struct EvolutionInstanceTests {
    private static let connect = "GET /instance/connect/loja"

    @Test("connecting asks again until there is a code, and the newest one counts")
    func polling() throws {
        let answers = ["connect.1", "connect.1", "connect.2"]
        let context = try EvolutionPlay.context(.created, isLinked: false)
        let played = try EvolutionPlay.play(ConnectInstance(), answers, context)
        let code = try link(played.told())?.pairing
        #expect(played.said == Array(repeating: Self.connect, count: 3))
        #expect(played.play.pausedMilliseconds == 5_000)
        #expect(code?.qr?.text.hasPrefix("2@") == true)
        #expect(code?.qr?.imageURL == "data:image/png;base64,iVBORw0KGgo=")
        #expect(code?.expiresAt == EvolutionPlay.now.advanced(byMilliseconds: 25_000))
        #expect(played.play.requests.first?.fields == [HTTPField("apikey", "k3y")])
    }

    @Test("connecting stops asking after ten answers without a code, and is starting then")
    func bound() throws {
        let answers = Array(repeating: "connect.1", count: 12)
        let context = try EvolutionPlay.context(.created, isLinked: false)
        let played = try EvolutionPlay.play(ConnectInstance(), answers, context)
        #expect(played.said.count == 10)
        #expect(try link(played.told()) == .starting)
    }

    @Test("a number asks for a code to type")
    func typed() throws {
        let phone = try #require(PhoneNumber("5511999999999"))
        let command = ConnectInstance(pairingPhone: phone)
        let played = try EvolutionPlay.play(command, ["connect.1", "connect.3"])
        let code = try link(played.told())?.pairing
        #expect(played.said.first == Self.connect + "?number=5511999999999")
        #expect(code?.method == .code("WZYEH1YY", phone: phone))
    }

    @Test("a pairing by QR code that runs is kept, or ended where that was asked for")
    func otherMethod() throws {
        let phone = try #require(PhoneNumber("5511999999999"))
        let kept = try EvolutionPlay.play(ConnectInstance(pairingPhone: phone), ["connect.2"])
        #expect(try link(kept.told())?.pairing?.qr != nil)
        let replaced = try EvolutionPlay.play(
            ConnectInstance(pairingPhone: phone, replacesOtherMethod: true),
            ["connect.2", "logout.1", "connect.3"]
        )
        #expect(replaced.said[1] == "DELETE /instance/logout/loja")
        #expect(try link(replaced.told())?.pairing?.typed == "WZYEH1YY")
    }

    @Test("an open instance is connected")
    func open() throws {
        let played = try EvolutionPlay.play(ConnectInstance(), ["connect.4"])
        #expect(try link(played.told()) == .connected)
    }

    @Test(
        "a failure inside a success is a failure",
        arguments: ["connect.5", "connect.6"]
    )
    func failureInSuccess(answer: String) throws {
        #expect(try EvolutionPlay.play(ConnectInstance(), [answer]).code == .upstreamRejected)
    }

    @Test("a state that is none of the three has no code yet")
    func otherState() throws {
        let played = try EvolutionPlay.play(ConnectInstance(), ["connect.7", "connect.2"])
        #expect(played.said.count == 2)
    }

    @Test(
        "a closed instance that refuses to restart is connected instead",
        arguments: ["restart.2", "restart.3"]
    )
    func restartClosed(refusal: String) throws {
        let played = try EvolutionPlay.play(RestartInstance(), [refusal, "connect.2"])
        #expect(played.said == ["POST /instance/restart/loja", Self.connect])
        #expect(try link(played.told())?.pairing?.qr != nil)
    }

    @Test(
        "restarting tells how the instance stands",
        arguments: [("restart.1", "connected"), ("restart.4", "reconnecting")]
    )
    func restart(answer: String, state: String) throws {
        let played = try EvolutionPlay.play(RestartInstance(), [answer])
        #expect(try link(played.told())?.name == state)
    }

    @Test(
        "ending a session is done once, and nothing to end is fine",
        arguments: [("logout.1", true), ("logout.2", false)]
    )
    func disconnect(answer: String, wasActive: Bool) throws {
        let played = try EvolutionPlay.play(DisconnectInstance(), [answer])
        let told = try played.told()
        #expect(played.said == ["DELETE /instance/logout/loja"])
        #expect(told.outcome.wasActive == wasActive)
        #expect(link(told) == (wasActive ? .loggedOut : .disconnected))
    }

    @Test(
        "the link is read out of the state, the row and the newest code",
        arguments: [
            (["connectionState.1", "fetchInstances.1"], "connected"),
            (["connectionState.1", "error.24"], "connected"),
            (["connectionState.1", "fetchInstances.5"], "connected"),
            (["connectionState.2", "fetchInstances.2"], "logged_out"),
            (["connectionState.2", "fetchInstances.6"], "disconnected"),
            (["connectionState.3", "fetchInstances.1"], "reconnecting"),
        ]
    )
    func readLink(answers: [String], state: String) throws {
        let told = try read(answers, EvolutionPlay.context())
        #expect(link(told)?.name == state)
    }

    @Test(
        "an instance that was never linked shows the code that waits",
        arguments: [
            ("connect.1", "starting"), ("connect.2", "awaiting_pairing"),
            ("connect.4", "connected"),
        ]
    )
    func readPairing(answer: String, state: String) throws {
        let context = try EvolutionPlay.context(.starting, isLinked: false)
        let told = try read(["connectionState.3", "fetchInstances.3", answer], context)
        #expect(link(told)?.name == state)
    }

    @Test(
        "an owner of before does not hide the code of a new pairing",
        arguments: [LinkState.loggedOut, .starting, .pairingExpired]
    )
    func readPairingAgain(state: LinkState) throws {
        let context = try EvolutionPlay.context(state)
        let told = try read(["connectionState.3", "fetchInstances.1", "connect.2"], context)
        #expect(link(told)?.pairing?.qr != nil)
    }

    @Test("what was logged out is starting, and not connected again")
    func connectingAgain() throws {
        let context = try EvolutionPlay.context(.loggedOut)
        let hook = try EvolutionPlay.told("connection.update.2", context)
        #expect(hook == [.link(.starting, nil)])
        let answers = Array(repeating: "connect.1", count: 10)
        let played = try EvolutionPlay.play(ConnectInstance(), answers, context)
        #expect(try link(played.told()) == .starting)
    }

    @Test("a closed instance that is known to be down stays as it is known")
    func readDown() throws {
        let context = try EvolutionPlay.context(.loggedOut)
        let told = try read(["connectionState.2", "fetchInstances.2"], context)
        #expect(told.observations.map(\.kind) == [.alive])
    }

    @Test("the account has the row's name and picture, and what only we know of it")
    func account() throws {
        let told = try read(["connectionState.1", "fetchInstances.1"], EvolutionPlay.context())
        var account = try EvolutionPlay.account()
        account.pushName = "Loja Exemplo"
        account.pictureURL = "https://pps.whatsapp.net/v/loja.jpg"
        #expect(told.observations.first?.kind == .account(account))
    }

    @Test("the instances of a server are listed with their keys and states")
    func accounts() throws {
        let list = try #require(EvolutionPlay.speech.listAccounts)
        let context = try EvolutionPlay.context(settings: ["api_key": "g10bal"])
        let play = ConversationPlay(
            try list(context),
            answers: [try EvolutionPlay.answer("fetchInstances.4")]
        )
        let found = try #require(play.end).get().outcome
        #expect(play.requests.map(\.line) == ["GET /instance/fetchInstances"])
        #expect(found.map(\.name) == ["loja", "nova", "caiu", "saiu"])
        #expect(found.map(\.state.name) == ["connected", "created", "failed", "logged_out"])
        #expect(found[0].settings["api_key"] == "B2F6C1D0-0000-4000-8000-000000000001")
        #expect(found[3].settings == ["instance": "saiu"])
        #expect(found[0].phone?.digits == "5511999999999")
    }

    @Test("nothing is asked while a setting is missing", arguments: ["api_key", "instance"])
    func missingSetting(name: String) throws {
        var settings = EvolutionPlay.settings
        settings[name] = nil
        let context = try EvolutionPlay.context(settings: settings)
        #expect(throws: CommandFailure.self) { try EvolutionPlay.speech.readLink(context) }
    }

    @Test("an instance's name is escaped wherever it stands")
    func escaping() throws {
        let context = try EvolutionPlay.context(settings: ["api_key": "k", "instance": "a/b ç?"])
        let played = try EvolutionPlay.play(RestartInstance(), ["restart.1"], context)
        #expect(played.said == ["POST /instance/restart/a%2Fb%20%C3%A7%3F"])
    }

    @Test("the link is asked for by name, in the path and in the query")
    func linkRequests() throws {
        let context = try EvolutionPlay.context(settings: ["api_key": "k", "instance": ".."])
        let replies = try ["connectionState.1", "fetchInstances.1"].map {
            try EvolutionPlay.answer($0)
        }
        let play = ConversationPlay(try EvolutionPlay.speech.readLink(context), answers: replies)
        #expect(
            play.requests.map(\.line) == [
                "GET /instance/connectionState/%2E%2E",
                "GET /instance/fetchInstances?instanceName=..",
            ]
        )
    }

    private func read(_ answers: [String], _ context: SpokenContext) throws -> Told<Looked> {
        let replies = try answers.map { try EvolutionPlay.answer($0) }
        let play = ConversationPlay(try EvolutionPlay.speech.readLink(context), answers: replies)
        return try #require(play.end).get()
    }

    private func link<Outcome>(_ told: Told<Outcome>) -> LinkState? {
        told.observations.lazy.compactMap { observation -> LinkState? in
            if case .link(let state, _) = observation.kind { state } else { nil }
        }.first
    }
}
