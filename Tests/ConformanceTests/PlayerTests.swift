import ConformanceKit
import Testing
import Wire

@Suite("The player turns whatever happens into one outcome")
struct PlayerTests {
    private static let bear = #"{"label":"bear"}"#

    @Test("a fifth dialect plays on its own gateway without a row anywhere else")
    func toy() async throws {
        let performer = RealToy()
        let played = await Player.playAll(try ToyFixtures.all()) {
            ScriptedGateway { request in performer.answer(request) }.target()
        }
        #expect(played.map(\.outcome) == [.passed, .passed])
    }

    @Test("placeholders are filled in paths, headers and bodies, and nothing else is sent")
    func request() async throws {
        let gateway = ScriptedGateway { _ in .json(201, #"{"said":"y"}"#) }
        let fixture = try ToyFixtures.all()[1]
        let played = await Player(stage: ControlStage { gateway.target() }).play(fixture)
        #expect(played.outcome == .passed)
        let request = try #require(gateway.played.first)
        #expect(request.target == "/toy/toy-1/say")
        #expect(request.headers.map(\.name) == ["x-toy-key"])
        #expect(request.headers.map(\.value) == [ToyGateway.key])
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"to":"5511988888888","words":"hello"}"#
        )
    }

    @Test("a wrong answer fails with its differences")
    func failure() async throws {
        let outcome = try await play(Samples.fixture()) { _ in .json(#"{"label":"wolf"}"#) }
        #expect(outcome == .failed([Difference("body.label", #"expected "bear", got "wolf""#)]))
    }

    @Test("a known gap is expected to fail, and its passing is a failure")
    func knownGap() async throws {
        let fixture = try Samples.fixture("expectFailure", because: "not yet")
        let gap = try await play(fixture) { _ in ReceivedAnswer(status: 500) }
        guard case .expectedFailure("not yet", let differences) = gap else {
            Issue.record("\(gap)")
            return
        }
        #expect(differences.first?.path == "status")
        #expect(!gap.isFailure)
        let closed = try await play(fixture) { _ in .json(Self.bear) }
        #expect(closed == .unexpectedPass("not yet"))
        #expect(closed.isFailure)
    }

    @Test("what cannot be reached is not played")
    func unreachable() async throws {
        let text = ToyFixtures.read
            .replacing("\"exact\", \"body\": { \"label\": \"bear\" } }", with: "\"status\" }")
            .replacing("\"request\":", with: "\"unreachable\": \"no way\", \"request\":")
        let fixture = try Fixture(file: "toy/thing/read.1.json", bytes: Array(text.utf8))
        let gateway = ScriptedGateway()
        let played = await Player(stage: ControlStage { gateway.target() }).play(fixture)
        #expect(played.outcome == .skipped("no way"))
        #expect(gateway.log.isEmpty)
    }

    @Test("a transport that throws fails the fixture")
    func brokenTransport() async throws {
        struct Broken: Error {}
        let outcome = try await play(Samples.fixture()) { _ in throw Broken() }
        #expect(outcome == .failed([Difference("request", "Broken()")]))
    }

    @Test("an unknown placeholder fails the fixture")
    func unknownPlaceholder() async throws {
        let fixture = try Samples.fixture("toy/thing/read.1", [("{{toy.id}}", "{{toy.colour}}")])
        let outcome = try await play(fixture) { _ in .json(Self.bear) }
        let message = "unknown placeholder {{toy.colour}}"
        #expect(outcome == .failed([Difference("request", message)]))
    }

    @Test("a step's answer is kept under its name, and percent-encoded in paths")
    func capture() async throws {
        let gateway = ScriptedGateway { request in
            request.method == .post ? .json(#"{"key":{"id":"a b/c"}}"#) : .json(Self.bear)
        }
        let fixture = try Self.fixture(path: "/toy/{{kept}}")
        let played = await Player(stage: ControlStage { gateway.target() }).play(fixture)
        #expect(played.outcome == .passed)
        #expect(gateway.played.map(\.target) == ["/toy/teddy/say", "/toy/a%20b%2Fc"])
    }

    @Test(
        "a step that fails, or has nothing to keep, ends the fixture",
        arguments: [
            (500, #"{"key":{"id":"x"}}"#, "given.before[0].status"),
            (200, #"{"key":{"id":5}}"#, "given.before[0].capture.kept"),
            (200, "", "given.before[0].capture.kept"),
        ]
    )
    func failedStep(status: Int, body: String, path: String) async throws {
        let gateway = ScriptedGateway { _ in .json(status, body) }
        let fixture = try Self.fixture(path: "/toy/{{kept}}")
        let played = await Player(stage: ControlStage { gateway.target() }).play(fixture)
        guard case .failed(let differences) = played.outcome else {
            Issue.record("\(played.outcome)")
            return
        }
        #expect(differences.map(\.path) == [path])
        #expect(gateway.played.count == 1)
    }

    @Test("documented URLs are replaced by reachable ones, in the request and in the expectation")
    func media() async throws {
        struct Host: MediaHost {
            func publish(_ media: [GivenMedium]) async throws -> [String: String] {
                Dictionary(media.map { ($0.url, "http://127.0.0.1:9/\($0.byteCount)") }) { $1 }
            }
            func withdraw() async {
                // Nothing was opened.
            }
        }
        let gateway = ScriptedGateway { request in
            let url = String(decoding: request.body, as: UTF8.self)
            return .json(#"{"label":"\#(url)"}"#)
        }
        let url = "https://example.com/a.jpg"
        let file = "\"media\": { \"\(url)\": { \"type\": \"image/jpeg\", \"bytes\": 7 } }, "
        let fixture = try Samples.fixture(
            "toy/thing/read.1",
            [
                ("\"instance\": {", "\(file)\"instance\": {"),
                ("\"headers\": ", "\"bodyText\": \"see \(url)\", \"headers\": "),
                ("\"label\": \"bear\"", "\"label\": \"see \(url)\""),
            ]
        )
        let target = gateway.target(media: Host())
        let played = await Player(stage: ControlStage { target }).play(fixture)
        #expect(played.outcome == .passed)
        #expect(gateway.played.first?.body == Array("see http://127.0.0.1:9/7".utf8))
    }

    @Test("no credential stands in a difference")
    func masking() async throws {
        let outcome = try await play(Samples.fixture()) { _ in
            .json(#"{"label":"\#(ToyGateway.key)"}"#)
        }
        let message = #"expected "bear", got "{{toy.key}}""#
        #expect(outcome == .failed([Difference("body.label", message)]))
    }

    private func play(
        _ fixture: Fixture,
        _ reply: @escaping ScriptedGateway.Reply
    ) async throws -> Outcome {
        let gateway = ScriptedGateway(reply)
        return await Player(stage: ControlStage { gateway.target() }).play(fixture).outcome
    }

    /// The toy's reading fixture after a step that keeps `kept`.
    private static func fixture(path: String) throws -> Fixture {
        let step = """
            "before": [{
              "method": "POST", "path": "/toy/{{toy.id}}/say", "status": 200,
              "capture": { "kept": "key.id" }
            }],
            """
        return try Samples.fixture(
            "toy/thing/read.1",
            [
                ("\"instance\": {", "\(step) \"instance\": {"),
                ("\"path\": \"/toy/{{toy.id}}\",\n", "\"path\": \"\(path)\",\n"),
            ]
        )
    }
}
