import ConformanceKit
import DialectKit
import Testing
import Uazapi

@Suite("uazapi is asked to connect, to disconnect and to restart")
struct UazapiSpokenInstanceTests {
    private static let jid = #""5511999999999:57@s.whatsapp.net""#

    /// The answer of `GET /instance/status`, as a live server was seen to write it.
    static func status(
        _ word: String,
        connected: Bool = false,
        jid: String = "null",
        resetting: Bool = false,
        _ members: String = #""qrcode":"","paircode":"""#
    ) -> UpstreamReply {
        UpstreamReply(
            200,
            #"{"instance":{"id":"r00000000000001","name":"minha-instancia","status":"\#(word)","#
                + #""plataform":"smba","token":"\#(UazapiFixture.token)",\#(members)},"status":"#
                + #"{"connected":\#(connected),"jid":\#(jid),"loggedIn":\#(connected),"#
                + #""resetting":\#(resetting)}}"#
        )
    }

    private static let qr = status(
        "connecting",
        #""qrcode":"data:image/png;base64,iVBORw0KGgo=","paircode":"""#
    )
    private static let code = status("connecting", #""qrcode":"","paircode":"ABCD-1234""#)

    @Test("a QR code is asked for without a phone, with the token in its header")
    func qr() throws {
        let play = try UazapiSpoken.play(
            ConnectInstance(),
            [Self.qr],
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        let request = try #require(play.requests.first)
        #expect(play.requests.count == 1)
        #expect(request.line == "POST /instance/connect {}")
        #expect(
            request.fields == [
                HTTPField("token", UazapiFixture.token), HTTPField("Accept", "application/json"),
            ]
        )
        #expect(request.effect == .safe)
        let told = try #require(play.end).get()
        let image = UazapiSpoken.link(told.observations)?.pairing?.qr?.imageURL
        #expect(image == "data:image/png;base64,iVBORw0KGgo=")
        #expect(told.losses.map(\.path) == ["pairing.text"])
        #expect(told.outcome == UazapiFixture.fresh)
    }

    @Test("the status is asked for until there is a code")
    func polling() throws {
        let play = try UazapiSpoken.play(
            ConnectInstance(),
            [Self.status("connecting"), Self.status("connecting"), Self.qr],
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        #expect(
            play.requests.map(\.line) == [
                "POST /instance/connect {}", "GET /instance/status", "GET /instance/status",
            ]
        )
        #expect(play.pausedMilliseconds == 2_000)
        #expect(try #require(play.end).get().losses.count == 1)
    }

    @Test("a code that never comes ends the wait with the state as it is")
    func noCode() throws {
        let answers = [UpstreamReply](repeating: Self.status("connecting"), count: 6)
        let told = try UazapiSpoken.end(
            ConnectInstance(),
            answers,
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        #expect(UazapiSpoken.link(told.observations) == .starting)
        #expect(told.losses.isEmpty)
    }

    @Test("a typed code is asked for with the phone, and loses its dash")
    func typed() throws {
        let play = try UazapiSpoken.play(
            ConnectInstance(pairingPhone: UazapiFixture.me),
            [Self.code],
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        #expect(
            play.requests.map(\.line) == [#"POST /instance/connect {"phone":"5511999999999"}"#]
        )
        let told = try #require(play.end).get()
        let pairing = try #require(UazapiSpoken.link(told.observations)?.pairing)
        #expect(pairing.method == .code("ABCD1234", phone: UazapiFixture.me))
        #expect(pairing.expiresAt == Exchange.now.advanced(byMilliseconds: 300_000))
        #expect(told.losses.isEmpty)
    }

    @Test("a running pairing by QR code is ended first where the command says so")
    func replacing() throws {
        let command = ConnectInstance(pairingPhone: UazapiFixture.me, replacesOtherMethod: true)
        let play = try UazapiSpoken.play(
            command,
            [
                Self.qr, UpstreamReply(200, #"{"response":"Disconnected"}"#),
                Self.status("connecting"), Self.status("disconnected"), Self.code,
            ],
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        #expect(
            play.requests.map(\.line) == [
                #"POST /instance/connect {"phone":"5511999999999"}"#, "POST /instance/disconnect",
                "GET /instance/status", "GET /instance/status",
                #"POST /instance/connect {"phone":"5511999999999"}"#,
            ]
        )
        let told = try #require(play.end).get()
        #expect(UazapiSpoken.link(told.observations)?.pairing?.typed == "ABCD1234")
    }

    @Test("a running pairing goes on where nothing replaces it")
    func keeping() throws {
        let told = try UazapiSpoken.end(
            ConnectInstance(pairingPhone: UazapiFixture.me),
            [Self.qr],
            UazapiSpoken.context(UazapiFixture.fresh)
        )
        #expect(UazapiSpoken.link(told.observations)?.pairing?.qr != nil)
    }

    @Test("too many connected instances are not too many requests")
    func limit() throws {
        let answer = UpstreamReply(429, #"{"error":"Limite de conexões simultâneas atingido"}"#)
        #expect(try UazapiSpoken.failure(ConnectInstance(), answer)?.code == .instanceLimit)
    }

    /// An answer of the status, the instance as it was known, and what it means.
    static let states: [(UpstreamReply, Instance, LinkState)] = [
        (status("connected", connected: true, jid: jid), UazapiFixture.fresh, .connected),
        (status("connected"), UazapiFixture.connected, .reconnecting),
        (status("connecting"), UazapiFixture.connected, .reconnecting),
        (status("connecting"), UazapiFixture.loggedOut, .starting),
        (status("connecting"), UazapiFixture.fresh, .starting),
        (
            status("connected", connected: true, jid: jid, resetting: true),
            UazapiFixture.connected, .reconnecting
        ),
        (status("hibernated"), UazapiFixture.connected, .paused),
        (status("disconnected"), UazapiFixture.fresh, .created),
        (status("disconnected"), UazapiFixture.awaitingQR, .pairingExpired),
        (
            status("disconnected", #""owner":"5511999999999""#), UazapiFixture.connected,
            .disconnected
        ),
        (
            status("disconnected", #""lastDisconnectReason":"QR Code timeout""#),
            UazapiFixture.awaitingQR, .pairingExpired
        ),
        (
            status(
                "disconnected",
                #""lastDisconnectReason":"401: logged out from another device""#
            ), UazapiFixture.connected, .loggedOut
        ),
        (
            status("disconnected", #""lastDisconnectReason":"temporary ban (101)""#),
            UazapiFixture.connected, .failed("banned")
        ),
        (
            status("disconnected", #""lastDisconnectReason":"a reason nobody knows""#),
            UazapiFixture.connected,
            .failed("The upstream's connection ended for a reason that is not known")
        ),
        (status("something new"), UazapiFixture.connected, .disconnected),
    ]

    @Test("a status is a state of the link", arguments: states)
    func state(answer: UpstreamReply, known: Instance, expected: LinkState) throws {
        let play = ConversationPlayOfLink(answer, UazapiSpoken.context(known))
        #expect(play.request == "GET /instance/status")
        #expect(UazapiSpoken.link(play.observations) == expected)
    }

    @Test(
        "the account's id is a text with the device, or an object",
        arguments: [
            jid, #"{"user":"5511999999999","agent":0,"device":57,"server":"s.whatsapp.net"}"#,
        ]
    )
    func account(jid: String) throws {
        let answer = Self.status(
            "connected",
            connected: true,
            jid: jid,
            #""owner":"5511777777777","profileName":"Loja","profilePicUrl":"","isBusiness":true"#
        )
        let play = ConversationPlayOfLink(answer, UazapiSpoken.context(UazapiFixture.fresh))
        let account = try #require(UazapiSpoken.account(play.observations))
        #expect(account.phone == UazapiFixture.me)
        #expect(account.device == 57)
        #expect(account.pushName == "Loja")
        #expect(account.pictureURL == nil)
        #expect(account.isBusiness)
        #expect(account.platform == "smba")
    }

    @Test("an owner that is not connected is no account")
    func owner() {
        let answer = Self.status("disconnected", #""owner":"5511999999999""#)
        let play = ConversationPlayOfLink(answer, UazapiSpoken.context(UazapiFixture.fresh))
        #expect(UazapiSpoken.account(play.observations) == nil)
    }

    @Test("the same code keeps its number and its end when it is told again")
    func sameCode() {
        let play = ConversationPlayOfLink(Self.qr, UazapiSpoken.context(UazapiFixture.awaitingQR))
        let first = UazapiSpoken.link(play.observations)?.pairing
        #expect(first?.attempt == 2, "it is another code: its text is not known")
        var known = UazapiFixture.awaitingQR
        if let first { known.state = .awaitingPairing(first) }
        let again = ConversationPlayOfLink(Self.qr, UazapiSpoken.context(known))
        #expect(UazapiSpoken.link(again.observations)?.pairing == first)
    }

    @Test("the end of a session is a logout")
    func disconnect() throws {
        let answer = UpstreamReply(200, #"{"instance":{},"response":"Disconnected","info":"…"}"#)
        let play = try UazapiSpoken.play(DisconnectInstance(), [answer])
        #expect(play.requests.map(\.line) == ["POST /instance/disconnect"])
        let told = try #require(play.end).get()
        #expect(told.outcome.wasActive)
        #expect(told.observations.map(\.kind) == [.link(.loggedOut, .logout)])
    }

    @Test("nothing ends what was down already")
    func alreadyDisconnected() throws {
        let answer = UpstreamReply(200, #"{"response":"Already disconnected"}"#)
        let down = UazapiSpoken.context(UazapiFixture.loggedOut)
        let told = try UazapiSpoken.end(DisconnectInstance(), [answer], down)
        #expect(!told.outcome.wasActive)
        #expect(told.observations.isEmpty)
        let stale = try UazapiSpoken.end(DisconnectInstance(), [answer])
        #expect(UazapiSpoken.link(stale.observations) == .disconnected)
    }

    @Test("a restart is a reset", arguments: [true, false])
    func restart(isFirst: Bool) throws {
        let text = isFirst ? "Instance reset started" : "Instance reset already in progress"
        let answer = UpstreamReply(200, #"{"response":"\#(text)","resetting":true}"#)
        let play = try UazapiSpoken.play(RestartInstance(), [answer])
        #expect(play.requests.map(\.line) == ["POST /instance/reset"])
        #expect(UazapiSpoken.link(try #require(play.end).get().observations) == .reconnecting)
    }

    @Test("a reset too soon after another says when to try again")
    func cooldown() throws {
        let answer = UpstreamReply(
            200,
            #"{"response":"Instance reset cooldown active (8s remaining)","resetting":false}"#
        )
        let failure = try #require(try UazapiSpoken.failure(RestartInstance(), answer))
        #expect(failure.code == .rateLimited)
        #expect(failure.retryAfterSeconds == 8)
    }

    @Test("an instance without a login begins to pair instead")
    func restartUnpaired() throws {
        let fresh = UazapiSpoken.context(UazapiFixture.fresh)
        let play = try UazapiSpoken.play(RestartInstance(), [Self.qr], fresh)
        #expect(play.requests.map(\.line) == ["POST /instance/connect {}"])
        let conflict = UpstreamReply(409, #"{"error":"not reconnectable","resetting":false}"#)
        let second = try UazapiSpoken.play(RestartInstance(), [conflict, Self.qr])
        #expect(
            second.requests.map(\.line) == ["POST /instance/reset", "POST /instance/connect {}"]
        )
    }

    @Test("nothing is said without a token")
    func noToken() {
        let context = UazapiSpoken.context(settings: [:])
        #expect(throws: CommandFailure.self) {
            _ = try UazapiSpoken.speech.commands.translate(ConnectInstance(), context)
        }
    }
}

/// How the link is read, played with one answer.
private struct ConversationPlayOfLink {
    var request = ""
    var observations: [Observation] = []

    init(_ answer: UpstreamReply, _ context: SpokenContext) {
        guard case .ask(let request, let then) = try? UazapiSpoken.speech.readLink(context) else {
            return
        }
        self.request = request.line
        guard case .done(let told) = try? then(answer) else { return }
        observations = told.observations
    }
}
