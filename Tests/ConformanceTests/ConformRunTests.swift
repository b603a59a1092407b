import ConformanceKit
import DialectKit
import Foundation
import Observability
import TestSupport
import Testing
import Wire

@Suite("A run ends with a report and a status", .temporaryFolder)
struct ConformRunTests {
    /// What a run wrote, and what went to the gateway.
    private final class Trace: Sendable {
        let printed = Lock("")
        let complaints = Lock("")
        let gateway: ScriptedGateway

        init(_ gateway: ScriptedGateway) { self.gateway = gateway }

        var report: JSONValue? { try? JSONReader.read(text: printed.withLock { $0 }) }

        var outcomes: [String] {
            (report?["fixtures"]?.array ?? []).compactMap { $0["outcome"]?.string }
        }

        var reasons: [String] {
            (report?["fixtures"]?.array ?? []).compactMap { $0["details"]?[0]?.string }
        }
    }

    private static let foreign = """
        { "toy": { "id": "their-toy", "key": "their-key" }, "numbers": ["5541933333333"] }
        """

    @Test("without a target a gateway of our own is opened for every fixture")
    func local() async throws {
        let (status, trace) = try await run([]) { RealToy().answer($0) }
        #expect(status == 0)
        #expect(trace.outcomes == ["passed", "passed"])
        #expect(trace.gateway.isClosed)
    }

    @Test("a fixture that fails makes the status 1")
    func failing() async throws {
        let (status, trace) = try await run([]) { _ in ReceivedAnswer(status: 500) }
        #expect(status == 1)
        #expect(trace.outcomes == ["failed", "failed"])
    }

    @Test("a target with a control token is staged and cleaned up through the control API")
    func staged() async throws {
        let (status, trace) = try await run(
            ["--target", "http://ours.example"],
            credentials: #"{ "control_token": "control" }"#
        ) { RealToy().answer($0) }
        #expect(status == 0)
        let deleted = trace.gateway.log.filter { $0.hasPrefix("DELETE /_sotaque/tenants/") }
        #expect(deleted.count == 2)
        #expect(!trace.gateway.isClosed)
    }

    @Test("on a foreign target only what reads is sent, with its own ids and looser values")
    func foreignReads() async throws {
        let (status, trace) = try await run(
            ["--target", "http://theirs.example"],
            credentials: Self.foreign
        ) { _ in .json(#"{"label":"their label","more":1}"#) }
        #expect(status == 0)
        #expect(trace.outcomes == ["passed", "skipped"])
        #expect(trace.reasons == ["does more than read"])
        #expect(trace.gateway.log == ["GET /toy/their-toy "])
        #expect(trace.gateway.played.first?.headers.map(\.value) == ["their-key"])
    }

    @Test("a send that is allowed goes to the numbers given and to nobody else")
    func foreignSends() async throws {
        let (status, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: Self.foreign
        ) { $0.method == .get ? .json(#"{"label":""}"#) : .json(201, #"{"said":""}"#) }
        #expect(status == 0)
        #expect(
            trace.gateway.log.last
                == #"POST /toy/their-toy/say {"to":"5541933333333","words":"hello"}"#
        )
    }

    @Test("a send without numbers is not made")
    func noNumbers() async throws {
        let (_, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: #"{ "toy": { "id": "their-toy", "key": "k" } }"#
        ) { _ in .json(#"{"label":""}"#) }
        #expect(trace.reasons == ["no numbers may be written to"])
        #expect(trace.gateway.played.allSatisfy { $0.method == .get })
    }

    /// A recipient that must keep the fixture from being sent, and the reason.
    static let recipients = [
        ("\"120363041490582303@g.us\"", "writes to more than numbers"),
        ("\"status@broadcast\"", "writes to more than numbers"),
        ("\"Ana\"", "names no number to replace"),
        ("5511988888888", "has a number that may be a recipient"),
        ("[\"5511988888888\", \"120363041490582303@g.us\"]", "writes to more than numbers"),
        ("\"5511988888888,120363041490582303@g.us\"", "writes to more than numbers"),
    ]

    @Test("a recipient that is a part of the number given is replaced once")
    func overlappingRecipient() async throws {
        let to = "\"to\": \"5541933333@c.us\", \"also\": \"5511988888888\""
        let (_, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: Self.foreign,
            say: ToyFixtures.say.replacing("\"to\": \"5511988888888\"", with: to)
        ) { _ in .json(201, #"{"said":""}"#) }
        let body = try JSONReader.read(try #require(trace.gateway.played.last?.body))
        #expect(body["to"]?.string == "5541933333333@c.us")
        #expect(body["also"]?.string == "5541933333333")
    }

    @Test("a path that may hide a recipient keeps a send from being made")
    func hiddenRecipient() async throws {
        let query = "/say?jid=5511977777777%40s.whatsapp.net\""
        let (_, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: Self.foreign,
            say: ToyFixtures.say.replacing("/say\"", with: query)
        ) { _ in .json(#"{"label":""}"#) }
        #expect(trace.reasons == ["has a path that may hide a recipient"])
    }

    @Test("a recipient that cannot be replaced keeps a send from being made", arguments: recipients)
    func refusedRecipient(recipient: String, reason: String) async throws {
        let say = ToyFixtures.say.replacing(
            "\"to\": \"5511988888888\"",
            with: "\"to\": \(recipient)"
        )
        let (_, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: Self.foreign,
            say: say
        ) { _ in .json(#"{"label":""}"#) }
        #expect(trace.reasons == [reason])
        #expect(trace.gateway.played.allSatisfy { $0.method == .get })
    }

    @Test(
        "every spelling of a recipient is replaced",
        arguments: [
            "551188888888@s.whatsapp.net", "+55 (11) 98888-8888", "11988888888",
            "5511988888888@c.us",
        ]
    )
    func replacedRecipient(recipient: String) async throws {
        let say = ToyFixtures.say.replacing(
            "\"to\": \"5511988888888\"",
            with: "\"to\": \"\(recipient)\""
        )
        let (_, trace) = try await run(
            ["--target", "http://theirs.example", "--allow-sends"],
            credentials: Self.foreign,
            say: say
        ) { _ in .json(201, #"{"said":""}"#) }
        let body = try #require(trace.gateway.played.last?.body)
        let to = try #require(try JSONReader.read(body)["to"]?.string)
        #expect(to.prefix { $0 != "@" } == "5541933333333")
    }

    /// Arguments and files with which nothing can be run, and part of the complaint.
    static let unusableRuns: [(arguments: [String], credentials: String?, complaint: String)] = [
        (["--dialect", "klingon"], nil, "no fixtures for the dialect klingon"),
        (["--target", "http://x.example"], nil, "--target needs --credentials"),
        (["--target", "http://x.example"], "{", "credentials: "),
        (["--target", "http://x.example"], #"{"toy":{"key":5}}"#, "credentials: toy.key"),
        (["--target", "http://x.example"], "{}", "no fixture was played"),
        (["--fixtures", "/no/such/folder"], nil, "cannot open"),
    ]

    @Test(
        "a run that cannot take place or proves nothing has the status 2",
        arguments: unusableRuns
    )
    func unusable(arguments: [String], credentials: String?, complaint: String) async throws {
        let (status, trace) = try await run(arguments, credentials: credentials) { _ in
            ReceivedAnswer(status: 200)
        }
        #expect(status == 2)
        #expect(trace.complaints.withLock { $0 }.contains(complaint))
    }

    @Test(
        "arguments that cannot be are refused",
        arguments: [
            ["--report", "pdf"], ["--dialect"], ["--frob", "x"], ["--allow-sends"], ["toy"],
        ]
    )
    func wrongArguments(arguments: [String]) {
        #expect(throws: ConformError.self) { try ConformOptions(arguments: arguments) }
    }

    @Test("the report goes into a file when one is named")
    func file() async throws {
        let path = TemporaryFolder.path("report.xml")
        let (status, trace) = try await run(["--out", path, "--report", "junit"]) {
            RealToy().answer($0)
        }
        #expect(status == 0)
        #expect(trace.printed.withLock { $0 } == "")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<?xml"))
    }

    private func run(
        _ arguments: [String],
        credentials: String? = nil,
        say: String = ToyFixtures.say,
        _ reply: @escaping ScriptedGateway.Reply
    ) async throws -> (Int32, Trace) {
        try TemporaryFolder.write(ToyFixtures.read, to: "fixtures/toy/thing/read.1.json")
        try TemporaryFolder.write(say, to: "fixtures/toy/thing/say.1.json")
        var flags = ["--fixtures", TemporaryFolder.path("fixtures"), "--report", "json"]
        if let credentials {
            flags += ["--credentials", try TemporaryFolder.write(credentials, to: "keys.json")]
        }
        let options = try ConformOptions(arguments: flags + arguments)
        let trace = Trace(ScriptedGateway(reply))
        let surroundings = ConformRun.Surroundings(
            effects: OperationEffects([Toy()]),
            openLocal: { trace.gateway.target() },
            connect: { _ in trace.gateway },
            media: { DirectMediaHost() },
            print: { text in trace.printed.withLock { $0 += text } },
            complain: { text in trace.complaints.withLock { $0 += text } }
        )
        return (await ConformRun(options, in: surroundings)(), trace)
    }
}
