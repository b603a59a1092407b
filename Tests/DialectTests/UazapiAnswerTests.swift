import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi writes answers")
struct UazapiAnswerTests {
    private let exchange = Exchange(UazapiDialect())

    /// An instance, and what `GET /instance/status` says of it.
    static let statuses: [(Instance, String, String)] = [
        (
            UazapiFixture.fresh, UazapiFixture.freshJSON,
            #"{"connected":false,"jid":null,"loggedIn":false,"resetting":false}"#
        ),
        (
            UazapiFixture.awaitingQR, UazapiFixture.awaitingQRJSON,
            #"{"connected":false,"jid":null,"loggedIn":false,"resetting":false}"#
        ),
        (
            UazapiFixture.awaitingCode, UazapiFixture.awaitingCodeJSON,
            #"{"connected":false,"jid":null,"loggedIn":false,"resetting":false}"#
        ),
        (
            UazapiFixture.connected, UazapiFixture.connectedJSON,
            #"{"connected":true,"jid":"5511999999999:57@s.whatsapp.net","loggedIn":true,"#
                + #""resetting":false}"#
        ),
        (
            UazapiFixture.loggedOut, UazapiFixture.loggedOutJSON,
            #"{"connected":false,"jid":null,"loggedIn":false,"resetting":false}"#
        ),
    ]

    @Test("the status shows the whole instance and the connection", arguments: statuses)
    func status(of instance: Instance, json: String, connection: String) async {
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/instance/status"))
        #expect(answer.status == 200)
        #expect(answer.text == #"{"instance":\#(json),"status":\#(connection)}"#)
        #expect(answer.field("Content-Type") == "application/json; charset=utf-8")
    }

    static let states: [(LinkState, String)] = [
        (.created, "disconnected"), (.starting, "connecting"), (.pairingExpired, "disconnected"),
        (.connected, "connected"), (.reconnecting, "connecting"), (.paused, "hibernated"),
        (.disconnected, "disconnected"), (.loggedOut, "disconnected"),
        (.failed("x"), "disconnected"),
    ]

    @Test("every state of the link has the vendor's word", arguments: states)
    func state(_ state: LinkState, word: String) async {
        var instance = UazapiFixture.fresh
        instance.state = state
        exchange.performer.succeed(RenameInstance.self, with: instance)
        let answer = await exchange.answer(
            Call(.post, "/instance/updateInstanceName", #"{"name":"n"}"#)
        )
        #expect(answer.text.contains(#""status":"\#(word)","owner""#))
    }

    static let reasons: [(Disconnect.Reason, String)] = [
        (.logout, "401: logged out from another device"), (.qrTimeout, "QR Code timeout"),
        (.codeTimeout, "Pairing Code timeout"), (.network, "connection lost"),
        (.replaced, "stream replaced"), (.banned, "403: account banned"),
    ]

    @Test("every end of a connection has its text", arguments: reasons)
    func reason(_ reason: Disconnect.Reason, text: String) async {
        var instance = UazapiFixture.fresh
        instance.lastDisconnect = Disconnect(at: Exchange.now, reason: reason)
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/instance/status"))
        #expect(answer.text.contains(#""lastDisconnectReason":"\#(text)""#))
        #expect(answer.text.contains(#""lastDisconnect":"2026-05-01 12:34:56.789Z""#))
    }

    @Test("an instance that was given up says why")
    func failed() async {
        var instance = UazapiFixture.fresh
        instance.state = .failed("out of memory")
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/instance/status"))
        #expect(answer.text.contains(#""lastDisconnectReason":"out of memory""#))
    }

    @Test("an instance that was given up for a ban keeps the ban's text in every state")
    func banned() async {
        var instance = UazapiFixture.fresh
        instance.state = .failed("banned")
        instance.lastDisconnect = Disconnect(at: Exchange.now, reason: .banned)
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/instance/status"))
        #expect(answer.text.contains(#""lastDisconnectReason":"403: account banned""#))
    }

    @Test("the current time is never before the change that the answer shows")
    func currentTime() async {
        var instance = UazapiFixture.fresh
        instance.updatedAt = Timestamp(milliseconds: Exchange.now.milliseconds + 1)
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/instance/status"))
        let end = #""updated":"2026-05-01 12:34:56.790Z","currentTime":"2026-05-01 12:34:56.790Z"}"#
        #expect(answer.text.contains(end))
    }

    @Test("a connect shows the code, and a status without resetting")
    func connecting() async {
        exchange.performer.succeed(ConnectInstance.self, with: UazapiFixture.awaitingQR)
        let answer = await exchange.answer(Call(.post, "/instance/connect"))
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"{"connected":false,"loggedIn":false,"jid":null,"response":"Connecting","#
                + #""instance":\#(UazapiFixture.awaitingQRJSON),"#
                + #""status":{"connected":false,"jid":null,"loggedIn":false}}"#
        )
    }

    @Test("a connect of a connected instance shows its state")
    func alreadyConnected() async {
        exchange.performer.succeed(ConnectInstance.self, with: UazapiFixture.connected)
        let answer = await exchange.answer(Call(.post, "/instance/connect"))
        let jid = #""5511999999999:57@s.whatsapp.net""#
        #expect(
            answer.text
                == #"{"connected":true,"loggedIn":true,"jid":\#(jid),"response":"Already connected","#
                + #""instance":\#(UazapiFixture.connectedJSON),"#
                + #""status":{"connected":true,"jid":\#(jid),"loggedIn":true}}"#
        )
    }

    @Test("a disconnect shows the instance, or that there was nothing to end")
    func disconnect() async {
        exchange.performer.succeed(
            DisconnectInstance.self,
            with: .init(instance: UazapiFixture.loggedOut, wasActive: true)
        )
        let answer = await exchange.answer(Call(.post, "/instance/disconnect"))
        #expect(
            answer.text
                == #"{"instance":\#(UazapiFixture.loggedOutJSON),"response":"Disconnected","info":"#
                + #""The device has been successfully disconnected from WhatsApp. "#
                + #"A new QR code will be required for the next connection."}"#
        )
        exchange.performer.succeed(
            DisconnectInstance.self,
            with: .init(instance: UazapiFixture.loggedOut, wasActive: false)
        )
        let second = await exchange.answer(Call(.post, "/instance/disconnect"))
        #expect(second.text == #"{"response":"Already disconnected"}"#)
    }

    @Test("a renaming shows the bare instance")
    func rename() async {
        exchange.performer.succeed(RenameInstance.self, with: UazapiFixture.fresh)
        let call = Call(.post, "/instance/updateInstanceName", #"{"name":"minha-instancia"}"#)
        #expect(await exchange.answer(call).text == UazapiFixture.freshJSON)
    }

    @Test("a deletion is told in the vendor's two languages")
    func delete() async {
        exchange.performer.succeed(DeleteInstance.self, with: UazapiFixture.connected)
        let answer = await exchange.answer(Call(.delete, "/instance"))
        #expect(
            answer.text
                == #"{"response":"Instance Deleted","info":"O dispositivo foi desconectado com "#
                + #"sucesso e a instância foi removida do banco de dados."}"#
        )
    }

    @Test("all seven privacy settings come in the vendor's order")
    func privacy() async {
        exchange.performer.succeed(
            GetPrivacy.self,
            with: [
                .call: .known, .online: .sameAsLastSeen, .readReceipts: .none, .picture: .none,
                .about: .contactsExcept, .lastSeen: .contacts, .groupAdd: .all,
            ]
        )
        #expect(
            await exchange.answer(Call(.get, "/instance/privacy")).text
                == #"{"groupadd":"all","last":"contacts","status":"contact_blacklist","#
                + #""profile":"none","readreceipts":"none","online":"match_last_seen","#
                + #""calladd":"known"}"#
        )
    }

    @Test("a presence is acknowledged")
    func presence() async {
        exchange.performer.succeed(SetAvailability.self, with: .init())
        let call = Call(.post, "/instance/presence", #"{"presence":"available"}"#)
        #expect(
            await exchange.answer(call).text == #"{"response":"Presence updated successfully"}"#
        )
    }

    @Test("a creation shows the instance and its token", arguments: ["create", "init"])
    func creation(name: String) async {
        exchange.performer.succeed(CreateInstance.self, with: UazapiFixture.fresh)
        let answer = await exchange.answer(Call(.post, "/instance/\(name)", #"{"name":"n"}"#))
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"{"response":"Instance created successfully","#
                + #""instance":\#(UazapiFixture.freshJSON),"connected":false,"loggedIn":false,"#
                + #""name":"minha-instancia","token":"\#(UazapiFixture.token)"}"#
        )
    }

    @Test("the list is a bare array")
    func list() async {
        exchange.performer.succeed(
            ListInstances.self,
            with: .init(instances: [UazapiFixture.connected, UazapiFixture.fresh], total: 2)
        )
        #expect(
            await exchange.answer(Call(.get, "/instance/all")).text
                == "[\(UazapiFixture.connectedJSON),\(UazapiFixture.freshJSON)]"
        )
    }
}
