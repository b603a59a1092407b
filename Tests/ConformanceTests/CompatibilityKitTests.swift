import ConformanceKit
import DialectKit
import Testing

@Suite("The compatibility kit finds what a dialect must not do")
struct CompatibilityKitTests {
    @Test("a sound fifth dialect passes")
    func soundDialect() async throws {
        #expect(CompatibilityKit.check(Toy(), fixtures: try ToyFixtures.all()) == [])
        let findings = await CompatibilityKit.checkAuthentication(
            of: Toy(),
            through: ToyGateway.entry
        )
        #expect(findings == [])
    }

    /// A toy with one fault, and a part of the finding that must name it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let toy: Toy
        let finding: String

        init(_ description: String, finding: String, _ plant: (inout Toy) -> Void) {
            testDescription = description
            self.finding = finding
            var toy = Toy()
            plant(&toy)
            self.toy = toy
        }
    }

    static let faults = [
        Fault("a route stands twice", finding: "GET /toy/{id}: also stands as GET /toy/{id}") {
            $0.routes.append(.readToy)
        },
        Fault("an operation means two commands", finding: "thing.read: means different commands") {
            $0.routes.append(
                Route(
                    refusing: .put,
                    "/toy/{id}",
                    "thing.read",
                    because: "planted",
                    access: .toy
                )
            )
        },
        Fault("a failure is worded as a success", finding: "internal: worded with the status 200") {
            $0.statuses[.internalError] = 200
        },
        Fault("a route has no fixture", finding: "PATCH /toy/{id}: no fixture") {
            $0.routes.append(
                Route(
                    .patch,
                    "/toy/{id}",
                    "thing.change",
                    access: .toy,
                    decode: { _ in GetInstance() },
                    encode: { _, _ in .empty(204) }
                )
            )
        },
        Fault("a fixture calls another operation", finding: "toy/thing/say.1: says thing.say") {
            $0.routes = [
                .readToy,
                Route(
                    refusing: .post,
                    "/toy/{id}/say",
                    "thing.shout",
                    because: "planted",
                    access: .toy
                ),
            ]
        },
        Fault("an encoder draws lots", finding: "POST /toy/{id}/say: encodes differently") {
            $0.routes[1] = .sayToy { _ in "\(UInt64.random(in: .min ... .max))" }
        },
        Fault("an encoder reads the clock", finding: "POST /toy/{id}/say: encodes differently") {
            $0.routes[1] = .sayToy { _ in "\(ContinuousClock.now)" }
        },
        Fault("a decoder draws lots", finding: "GET /toy/{id}: decodes differently") {
            $0.routes[0] = Route(
                .get,
                "/toy/{id}",
                "thing.read",
                access: .toy,
                decode: { _ in ListInstances(offset: Int.random(in: 0 ... .max)) },
                encode: { _, _ in .empty(204) }
            )
        },
        Fault("a route makes a variant that it does not name", finding: "makes the variant text") {
            $0.routes[1] = $0.routes[1].making(["image"])
        },
        Fault("a credential is not minted out of the bytes", finding: "minted differently") {
            $0.credentials[0] = CredentialSpec(
                realm: Toy.realm,
                holder: .tenant,
                controlName: "toy_key",
                mint: { _ in "toy_\(UInt64.random(in: .min ... .max))" }
            )
        },
        Fault("every instance has the same name", finding: "names: minted alike") {
            $0.naming = InstanceNaming(isServerWide: false) { _, _ in "t" }
        },
        Fault("a route's realm has no credential", finding: "no credential is of the realm") {
            $0.credentials = []
        },
        Fault("the path does not name the instance", finding: "the path has no {id}") {
            $0.routes.append(
                Route(
                    refusing: .get,
                    "/toys",
                    "thing.list",
                    because: "planted",
                    access: .toy
                )
            )
        },
    ]

    @Test("a planted fault is named", arguments: faults)
    func plantedFault(_ fault: Fault) throws {
        let findings = CompatibilityKit.check(fault.toy, fixtures: try ToyFixtures.all())
        #expect(findings.contains { $0.contains(fault.finding) }, "\(findings)")
    }

    @Test("a gateway that decodes before it asks who is caught on every route that decodes")
    func carelessGateway() async {
        let findings = await CompatibilityKit.checkAuthentication(
            of: Toy(),
            through: ToyGateway.carelessEntry
        )
        let decoding = findings.filter { $0.contains("decodes before it asks who") }
        #expect(decoding.count == Toy().routes.count)
        #expect(findings.contains { $0.contains("answers 200 without a credential, not 401") })
    }

    @Test("a literal segment may stand beside a parameter, and patterns may cross")
    func narrowerRoute() throws {
        var toy = Toy()
        toy.routes.append(
            Route(
                refusing: .post,
                "/toy/all/{verb}",
                "thing.all",
                because: "planted",
                access: .toy
            )
        )
        toy.routes.append(
            Route(refusing: .get, "/toy/all", "thing.all", because: "planted", access: .toy)
        )
        let findings = CompatibilityKit.check(toy, fixtures: try ToyFixtures.all())
        #expect(!findings.contains { $0.contains("also stands") })
    }

    @Test("equal dictionaries of a command are no difference, in whatever order they are walked")
    func dictionaries() throws {
        var toy = Toy()
        toy.routes[0] = Route(
            .get,
            "/toy/{id}",
            "thing.read",
            access: .toy,
            decode: { _ in
                let changes = PrivacySetting.allCases.map { ($0, PrivacyAudience.all) }
                return SetPrivacy(changes: Dictionary(changes) { $1 })
            },
            encode: { _, _ in .empty(204) }
        )
        for _ in 0..<20 {
            #expect(CompatibilityKit.check(toy, fixtures: try ToyFixtures.all()) == [])
        }
    }

    @Test("a fixture may call its operation before and read afterwards")
    func readingAfterwards() throws {
        let step = """
            "before": [{ "method": "POST", "path": "/toy/{{toy.id}}/say", "status": 201 }],
            """
        let fixture = try Samples.fixture(
            "toy/thing/say.2",
            [("\"thing.read\"", "\"thing.say\""), ("\"instance\": {", "\(step) \"instance\": {")]
        )
        let fixtures = try ToyFixtures.all() + [fixture]
        #expect(CompatibilityKit.check(Toy(), fixtures: fixtures) == [])
    }
}
