import Canonical
import DialectKit
import Testing
import WhatIsUp
import Wire

@Suite("WhatIsUp's instances")
struct WhatIsUpInstanceTests {
    private let exchange = Exchange(WhatIsUpDialect())

    /// An instance that was never started.
    static var pending: Instance {
        Instance(
            id: InstanceID("i1"),
            tenant: TenantID("tnt_01J6"),
            name: "support-line",
            names: [WhatIsUpDialect.dialectID: "inst_01J7"],
            metadata: #"{"z":[1,2.50,null],"a":{"ç":true}}"#,
            createdAt: Timestamp(milliseconds: 1_775_981_492_000)
        )
    }

    /// An instance that is online.
    static var connected: Instance {
        var instance = pending
        instance.name = "primary"
        instance.metadata = "{}"
        instance.state = .connected
        instance.account = PhoneNumber("5511999999999").map {
            LinkedAccount(phone: $0, device: 1, pushName: "Loja")
        }
        instance.lastSeenAt = Exchange.now
        instance.updatedAt = Exchange.now
        return instance
    }

    static let pendingJSON =
        #"{"id":"inst_01J7","customer_id":"cust_01J6","name":"support-line","#
        + #""phone_number":null,"status":"pending","last_seen_at":null,"#
        + #""metadata":{"z":[1,2.50,null],"a":{"ç":true}},"#
        + #""created_at":"2026-04-12T08:11:32.000Z","updated_at":"2026-04-12T08:11:32.000Z"}"#
    static let connectedJSON =
        #"{"id":"inst_01J7","customer_id":"cust_01J6","name":"primary","#
        + #""phone_number":"5511999999999","status":"connected","#
        + #""last_seen_at":"2026-05-01T12:34:56.789Z","metadata":{},"#
        + #""created_at":"2026-04-12T08:11:32.000Z","updated_at":"2026-05-01T12:34:56.789Z"}"#

    @Test("the list is wrapped in data")
    func list() async {
        exchange.performer.succeed(
            ListInstances.self,
            with: .init(instances: [Self.pending, Self.connected], total: 2)
        )
        let answer = await exchange.answer(Call(.get, "/v1/instances"))
        #expect(answer.status == 200)
        #expect(answer.text == #"{"data":[\#(Self.pendingJSON),\#(Self.connectedJSON)]}"#)
        #expect(exchange.performer.last(ListInstances.self)?.limit == nil)
    }

    @Test("a customer without instances has an empty list")
    func emptyList() async {
        exchange.performer.succeed(ListInstances.self, with: .init(instances: [], total: 0))
        #expect(await exchange.answer(Call(.get, "/v1/instances")).text == #"{"data":[]}"#)
    }

    /// A body, and the metadata that the instance is made with.
    static let creations: [(String, String)] = [
        (#"{"name":"n"}"#, "{}"),
        (#"{"name":"n","metadata":null,"colour":"blue"}"#, "{}"),
        (#"{"name":"n","metadata":{"z": [1, 2.50], "a": {}}}"#, #"{"z":[1,2.50],"a":{}}"#),
    ]

    @Test("a creation keeps the metadata as it was spelled", arguments: creations)
    func create(body: String, metadata: String) async {
        exchange.performer.succeed(CreateInstance.self, with: Self.pending)
        let answer = await exchange.answer(Call(.post, "/v1/instances", body))
        #expect(answer.status == 201)
        #expect(answer.text == Self.pendingJSON)
        #expect(exchange.performer.last(CreateInstance.self)?.name == "n")
        #expect(exchange.performer.last(CreateInstance.self)?.metadata == metadata)
    }

    @Test("one instance is shown without a wrapper")
    func get() async {
        exchange.performer.succeed(GetInstance.self, with: Self.connected)
        let answer = await exchange.answer(Call(.get, "/v1/instances/inst_01J7"))
        #expect(answer.status == 200)
        #expect(answer.text == Self.connectedJSON)
    }

    static let states: [(LinkState, String)] = [
        (.created, "pending"), (.starting, "connecting"), (.pairingExpired, "disconnected"),
        (.connected, "connected"), (.reconnecting, "connecting"), (.paused, "disconnected"),
        (.disconnected, "disconnected"), (.loggedOut, "disconnected"), (.failed("x"), "failed"),
        (
            .awaitingPairing(
                PairingCode(
                    method: .qr(text: "2@a", imageURL: "data:image/png;base64,AA=="),
                    attempt: 1,
                    expiresAt: Exchange.now
                )
            ), "qr"
        ),
    ]

    @Test("every state of the link is one of the six words", arguments: states)
    func state(_ state: LinkState, word: String) async {
        var instance = Self.pending
        instance.state = state
        exchange.performer.succeed(GetInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/v1/instances/inst_01J7"))
        #expect(answer.text.contains(#""status":"\#(word)","last_seen_at""#))
    }

    @Test("a code to scan comes as a picture and as its text")
    func qr() async {
        var instance = Self.pending
        instance.state = Self.states.last?.0 ?? .created
        exchange.performer.succeed(ConnectInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/v1/instances/inst_01J7/qr"))
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"{"qr":"data:image/png;base64,AA==","raw":"2@a","#
                + #""expires_at":"2026-05-01T12:34:56.789Z"}"#
        )
        #expect(exchange.performer.last(ConnectInstance.self)?.pairingPhone == nil)
    }

    static let withoutQR: [(LinkState, String)] = [
        (.connected, "Instance is already connected"),
        (.starting, "No QR code is ready, try again"),
    ]

    @Test("without a code to scan the answer is no_qr", arguments: withoutQR)
    func noQR(state: LinkState, message: String) async {
        var instance = Self.connected
        instance.state = state
        exchange.performer.succeed(ConnectInstance.self, with: instance)
        let answer = await exchange.answer(Call(.get, "/v1/instances/inst_01J7/qr"))
        #expect(answer.status == 409)
        #expect(
            answer.text
                == #"{"error":{"code":"no_qr","message":"\#(message)"},"request_id":"req_01J"}"#
        )
    }

    @Test("a code that is to be typed is no code to scan")
    func typedCode() async throws {
        var instance = Self.pending
        let phone = try #require(PhoneNumber("5511999999999"))
        instance.state = .awaitingPairing(
            PairingCode(
                method: .code("ABCD1234", phone: phone),
                attempt: 1,
                expiresAt: Exchange.now
            )
        )
        exchange.performer.succeed(ConnectInstance.self, with: instance)
        #expect(await exchange.answer(Call(.get, "/v1/instances/inst_01J7/qr")).status == 409)
    }

    @Test("a deletion is answered with nothing")
    func delete() async {
        exchange.performer.succeed(DeleteInstance.self, with: Self.connected)
        let answer = await exchange.answer(Call(.delete, "/v1/instances/inst_01J7"))
        #expect(answer == HTTPResponse(status: 204))
    }
}
