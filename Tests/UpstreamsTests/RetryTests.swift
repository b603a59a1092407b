import Canonical
import Engine
import Testing

@testable import Upstreams

@Suite("What is repeated")
struct RetryTests {
    private static let ok = Peer.answer(200)

    @Test("what may be done twice is repeated twice at most")
    func safe() async throws {
        let peer = try Peer(.close)
        let stage = try Stage { $0.circuit.failuresInARow = 100 }
        #expect(await stage.set(Stage.call(peer.url)) == .neverReached(.unavailable))
        #expect(stage.upstreams.figures.first?.retries == 2)
    }

    @Test("a repetition that is answered ends well")
    func recovered() async throws {
        let peer = try Peer { number, _ in number == 1 ? [Peer.answer(503, "")] : [Self.ok] }
        let stage = try Stage()
        #expect(await stage.set(Stage.call(peer.url)) == .done)
        #expect(peer.requests.count == 2)
    }

    @Test(
        "answers that another try would not change are taken",
        arguments: [
            Peer.answer(500, ""), Peer.answer(404, ""),
            Peer.answer(503, "", "Retry-After: 5\r\n"),
            Peer.answer(502, #"{"error":"rate.limited"}"#),
        ]
    )
    func taken(answer: Peer.Step) async throws {
        let peer = try Peer(answer)
        _ = try await Stage().set(Stage.call(peer.url))
        #expect(peer.requests.count == 1)
    }

    @Test("repetitions wait at random, twice as long each time")
    func jitter() async throws {
        let clock = HandClock()
        let peer = try Peer(.close)
        let stage = try Stage(clock: clock) { options in
            options.retryDelayMilliseconds = 100
            options.luck = { 0.5 }
        }
        async let end = stage.set(Stage.call(peer.url))
        for pause in [50, 100] {
            #expect(await until { clock.sleepers == 1 })
            clock.advance(pause)
        }
        #expect(await end == .neverReached(.unavailable))
        #expect(clock.slept == [50, 100])
    }

    @Test("a repetition that would end after the whole time is not made")
    func late() async throws {
        let clock = HandClock()
        let peer = try Peer(.close)
        let stage = try Stage(clock: clock) { options in
            options.retryDelayMilliseconds = 5_000
            options.luck = { 1 }
        }
        let call = Stage.call(peer.url) { $0.totalMilliseconds = 5_000 }
        #expect(await stage.set(call) == .neverReached(.unavailable))
        #expect(clock.slept.isEmpty)
    }

    @Test("an upstream is asked for one repetition in five calls once the reserve is used up")
    func budget() async throws {
        let peer = try Peer(.close)
        let stage = try Stage { options in
            options.retryReserve = 2
            options.circuit.failuresInARow = 1_000
            options.circuit.sampleMilliseconds = -1
        }
        let call = Stage.call(peer.url)
        for _ in 0..<20 { _ = await stage.set(call) }
        // The reserve of two; then each call earns a fifth, the first one while it is full.
        #expect(stage.upstreams.figures.first?.retries == 5)
    }

    @Test("a send under a reference that the upstream knows again is repeated once")
    func reference() async throws {
        let peer = try Peer { number, _ in number == 1 ? [.close] : [Self.ok] }
        let stage = try Stage(Toy.speech(referenceWindow: 600_000))
        #expect(await stage.send(Stage.call(peer.url)) == .done)
        let bodies = peer.requests.map(\.body)
        #expect(bodies.count == 2 && Set(bodies).count == 1)
    }

    @Test("and no more than once")
    func referenceOnce() async throws {
        let peer = try Peer(.close)
        let stage = try Stage(Toy.speech(referenceWindow: 600_000))
        #expect(await stage.send(Stage.call(peer.url)) == .unknown(.unavailable))
        #expect(peer.requests.count == 2)
    }

    @Test("a no to the repetition does not say that the first one was not carried out")
    func referenceRefused() async throws {
        let peer = try Peer { number, _ in
            number == 1 ? [.close] : [Peer.answer(429, #"{"error":"rate.limited"}"#)]
        }
        let stage = try Stage(Toy.speech(referenceWindow: 600_000))
        #expect(await stage.send(Stage.call(peer.url)) == .unknown(.rateLimited))
    }

    @Test("a send is not repeated where it can be looked for, nor without its reference in it")
    func noReference() async throws {
        let peer = try Peer(.close)
        let finding = try Stage(Toy.speech(findsSent: true, referenceWindow: 600_000))
        #expect(await finding.send(Stage.call(peer.url)) == .unknown(.unavailable))
        let other = try Stage(Toy.speech(referenceWindow: 600_000))
        #expect(await other.send(Stage.call(peer.url), "/get") == .unknown(.unavailable))
        #expect(peer.requests.count == 2)
    }

    @Test("a reference is found in each part of a request and in nothing like it")
    func carries() {
        let body = UpstreamRequestSample.body("a\"ref-1\"b")
        #expect(body.carries("ref-1") && !body.carries("ref-2") && !body.carries(""))
        #expect(UpstreamRequestSample.target("/a?ref=ref-1").carries("ref-1"))
        #expect(!UpstreamRequestSample.body("ref-").carries("ref-1"))
        #expect(UpstreamRequestSample.body("ref-1").carries("ref-1"))
    }
}

@Suite("The budget of repetitions")
struct RetryBudgetTests {
    @Test("earns a fifth of a repetition with each call, and saves no more than its reserve")
    func earning() {
        var budget = RetryBudget(reserve: 1)
        for _ in 0..<50 { budget.earn() }
        #expect(budget.spend() == true)
        #expect(budget.spend() == false)
        for _ in 0..<4 { budget.earn() }
        #expect(budget.spend() == false)
        budget.earn()
        #expect(budget.spend() == true)
    }
}
