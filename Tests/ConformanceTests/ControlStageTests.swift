import ConformanceKit
import Testing

@Suite("The control stage sets fixtures up and takes them down")
struct ControlStageTests {
    /// A state, and the calls after the instance is made.
    static let states: [(state: String, calls: [String])] = [
        ("created", []),
        ("awaiting_qr", ["POST /_sotaque/instances/ins_1/connect {}"]),
        ("awaiting_code", [#"POST /_sotaque/instances/ins_1/connect {"phone":"5511999999999"}"#]),
        (
            "connected",
            [
                "POST /_sotaque/instances/ins_1/connect {}",
                #"POST /_sotaque/sandbox/instances/ins_1/scan {"phone":"5511999999999"}"#,
            ]
        ),
        (
            "logged_out",
            [
                "POST /_sotaque/instances/ins_1/connect {}",
                #"POST /_sotaque/sandbox/instances/ins_1/scan {"phone":"5511999999999"}"#,
                #"POST /_sotaque/sandbox/instances/ins_1/drop {"reason":"logout"}"#,
            ]
        ),
    ]

    @Test("a state is reached by its calls", arguments: states)
    func state(state: String, calls: [String]) async throws {
        let fixture = try Samples.fixture("toy/thing/read.1", [("\"connected\"", "\"\(state)\"")])
        let gateway = ScriptedGateway()
        let scene = try await ControlStage { gateway.target() }.prepare(fixture)
        #expect(gateway.log.first?.hasPrefix("POST /_sotaque/tenants {\"name\":\"conform-") == true)
        let made =
            #"POST /_sotaque/instances {"tenant":"ten_1","name":"bear","names":{"toy":"teddy"}}"#
        #expect(Array(gateway.log.dropFirst()) == [made] + calls)
        await scene.strike()
        #expect(gateway.log.last == "DELETE /_sotaque/tenants/ten_1 ")
        #expect(gateway.isClosed)
    }

    @Test("placeholders stand for what the control API gave, also in the vendors' words")
    func bindings() async throws {
        let fixture = try Samples.fixture(
            "toy/thing/read.1",
            [("\"given\": {", "\"given\": { \"otherTenant\": true,")]
        )
        let gateway = ScriptedGateway()
        let script = try await ControlStage { gateway.target() }.prepare(fixture).script
        let values = [
            ("uazapi.token", "uaz-secret"), ("uazapi.admintoken", "admin-secret"),
            ("uazapi.id", "uazapi-1"), ("megaapi.key", "megaapi-1"),
            ("megaapi.token", "mega-secret"), ("zapyapi.key", "api-secret"),
            ("zapyapi.id", "zapyapi-1"), ("whatisup.key", "bearer-secret"),
            ("whatisup.id", "whatisup-1"), ("whatisup.customer", "cust_1"),
            ("toy.id", "teddy"), ("toy.key", ToyGateway.key),
            ("other.zapyapi.id", "zapyapi-2"), ("other.whatisup.customer", "cust_2"),
        ]
        for (name, value) in values { #expect(script.bindings[name] == value, "\(name)") }
    }

    @Test("phones come before instances, groups after them, and members are made phones")
    func world() async throws {
        let fixture = try #require(
            Fixture.load(folder: Folders.fixtures).first { !$0.given.groups.isEmpty }
        )
        let gateway = ScriptedGateway()
        _ = try await ControlStage { gateway.target() }.prepare(fixture)
        let paths = gateway.log.map { $0.split(separator: " ")[1] }
        let lastPhone = try #require(paths.lastIndex(of: "/_sotaque/sandbox/phones"))
        let instance = try #require(paths.firstIndex(of: "/_sotaque/instances"))
        let group = try #require(paths.firstIndex(of: "/_sotaque/sandbox/groups"))
        #expect(lastPhone < instance)
        #expect(instance < group)
        let declared = gateway.log.filter { $0.contains("/sandbox/phones") }
        let own = fixture.given.instances.compactMap(\.phone)
        let always = ["5511988888888", "5531988887777", "5521977776666", "5521888888888"]
        for member in fixture.given.groups[0].participants.map(\.number)
        where !own.contains(member) && !always.contains(member) {
            #expect(declared.contains { $0.contains(member) }, "\(member)")
        }
    }

    @Test("on a shared gateway the phones that are always there are put right")
    func sharedWorld() async throws {
        let fixture = try Samples.fixture()
        let gateway = ScriptedGateway()
        _ = try await ControlStage { gateway.target(isShared: true) }.prepare(fixture)
        let phones = gateway.log.filter { $0.contains("/sandbox/phones") }
        #expect(phones.count == 5)
        #expect(phones.contains { $0.contains(#""number":"5531988887777","id":"553188887777""#) })
        #expect(phones.contains { $0.contains("5521888888888") && $0.contains("no_whatsapp") })
    }

    @Test("a state that cannot be had takes down what was made and shows no body")
    func failure() async throws {
        let gateway = ScriptedGateway()
        let failing = InProcessTransport { request in
            guard !request.target.hasSuffix("/scan") else {
                let body = #"{"error":{"code":"x","message":"Nothing waits"},"secret":"hush"}"#
                return .json(409, body)
            }
            return try await gateway.send(request)
        }
        let target = Target(
            transport: failing,
            controlToken: "control",
            media: DirectMediaHost(),
            isShared: true
        )
        let fixture = try Samples.fixture()
        let error = await #expect(throws: StageError.self) {
            try await ControlStage { target }.prepare(fixture)
        }
        let call = "POST /_sotaque/sandbox/instances/ins_1/scan"
        #expect(error?.description == "\(call) answered 409: Nothing waits")
        #expect(gateway.log.last == "DELETE /_sotaque/tenants/ten_1 ")
    }
}
