import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor
import Testing
import Wire

@testable import Deliveries

@Suite("The delivery worker and its receivers")
struct WorkerReceiverTests {
    private static let patient = RetrySchedule(
        delaysMilliseconds: [3_600_000],
        jitter: 0,
        attemptTimeoutMilliseconds: 600_000
    )

    /// Queues one delivery and gives it as it is after its first attempt.
    private func outcome(
        of endpoint: (EventLoopGroup) throws -> WebhookEndpoint,
        allowed: [String] = ["127.0.0.0/8"],
        timeoutMilliseconds: Int = 600_000
    ) async throws -> Delivery? {
        var delivery: Delivery?
        try await withLoops { group in
            let source = FakeSource([try endpoint(group)])
            let stage = try Stage(source, group: group, allowed: allowed) { options in
                options.retries = RetrySchedule(
                    delaysMilliseconds: [3_600_000],
                    jitter: 0,
                    attemptTimeoutMilliseconds: timeoutMilliseconds
                )
            }
            source.queue(["a"])
            stage.worker.start()
            _ = await eventually { source.states != [.pending] }
            await stage.worker.stop()
            delivery = source.delivery(1)
        }
        return delivery
    }

    @Test("a redirect is a failure and is not followed")
    func redirect() async throws {
        let target = Lock<Receiver?>(nil)
        let delivery = try await outcome { group in
            let other = try Receiver(group)
            target.withLock { $0 = other }
            let receiver = try Receiver(group) { _, _ in
                Receiver.answer(307, [HTTPField("Location", other.url("/elsewhere"))])
            }
            return Sample.endpoint(url: receiver.url())
        }
        #expect(delivery?.state == .retrying)
        #expect(delivery?.lastStatus == 307)
        #expect(delivery?.lastError == "redirect")
        // The port may have been another test's, whose worker still calls it.
        let received = target.withLock { $0?.received.map(\.target) }
        #expect(received?.contains("/elsewhere") == false)
    }

    @Test("an address that may not be called is not, whatever was registered")
    func privateAddress() async throws {
        let target = Lock<Receiver?>(nil)
        let delivery = try await outcome(
            of: { group in
                let receiver = try Receiver(group)
                target.withLock { $0 = receiver }
                return Sample.endpoint(url: "http://localhost:\(receiver.port)/hook")
            },
            allowed: []
        )
        #expect(delivery?.lastError == "unreachable")
        #expect(delivery?.lastStatus == nil)
        #expect(target.withLock { $0?.received.count } == 0)
    }

    @Test("a receiver may ask for a longer pause", arguments: [429, 503])
    func retryAfter(_ status: Int) async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in
                Receiver.answer(status, [HTTPField("Retry-After", "1800")])
            }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.states == [.retrying] })
            await stage.worker.stop()
            #expect(source.delivery(1)?.dueAt == Sample.now.advanced(byMilliseconds: 1_800_000))
        }
    }

    @Test("a receiver that does not answer in time fails")
    func slow() async throws {
        let delivery = try await outcome(
            of: { group in
                let loop = group.loops[0]
                let receiver = try Receiver(group) { _, _ in Receiver.late(loop, 2_000) }
                return Sample.endpoint(url: receiver.url())
            },
            timeoutMilliseconds: 150
        )
        #expect(delivery?.lastError == "timeout")
        #expect(delivery?.attempts == 1)
    }

    @Test("a receiver that closes the connection without a word fails")
    func closing() async throws {
        let delivery = try await outcome { group in
            let server = try RawReceiver("")
            return Sample.endpoint(url: server.url)
        }
        #expect(delivery?.lastError == "connection closed")
    }

    @Test("a kept connection that ends under a request costs no attempt")
    func keptConnection() async throws {
        try await withLoops { group in
            let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            let server = try RawReceiver([[ok, ""], [ok]])
            let source = FakeSource([Sample.endpoint(url: server.url)])
            let stage = try Stage(source, group: group) { $0.retries = Self.patient }
            source.queue(["a", "a"])
            stage.worker.start()
            #expect(await eventually { source.states == [.succeeded, .succeeded] })
            await stage.worker.stop()
            #expect(source.delivery(2)?.attempts == 1)
            #expect(stage.worker.metrics.failed.value == 0)
        }
    }

    @Test("nobody listening is a failure")
    func nobody() async throws {
        let delivery = try await outcome { _ in Sample.endpoint(url: "http://127.0.0.1:9/hook") }
        #expect(delivery?.state == .dead)
        #expect(delivery?.lastError == "bad url")
        let any = SocketAddress(ip: .v4(0x7F00_0001), port: 0)
        // Closed again at once, so that nobody listens there.
        let port = try #require(try Descriptor.listen(on: any).localAddress()?.port)
        let other = try await outcome { _ in Sample.endpoint(url: "http://127.0.0.1:\(port)/hook") }
        #expect(other?.lastError == "unreachable")
    }

    @Test(
        "the status decides, however the body goes on",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
                + String(repeating: "x", count: 50_000),
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense",
        ]
    )
    func body(_ answer: String) async throws {
        let delivery = try await outcome { _ in
            Sample.endpoint(url: try RawReceiver(answer).url)
        }
        #expect(delivery?.state == .succeeded)
    }

    @Test("an answer that is not HTTP fails")
    func nonsense() async throws {
        let delivery = try await outcome { _ in
            Sample.endpoint(url: try RawReceiver("hello, this is no web server\r\n\r\n").url)
        }
        #expect(delivery?.lastError == "malformed answer")
    }

    @Test("the dialect's fields, the signatures and the exact body are sent")
    func wire() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let endpoint = Sample.endpoint(url: receiver.url()) { endpoint in
                endpoint.secret = "your-secret-key"
                endpoint.standardSecrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
            }
            let signed = EventSpeech(
                names: [],
                fields: [
                    HTTPField("Content-Type", "application/json"), HTTPField("X-Event", "no"),
                ],
                signature: .timestamped(header: "X-Signature"),
                concerns: { _, _ in true },
                render: { view, _ in [ToyDialect.outgoing(view)] }
            )
            let source = FakeSource([endpoint])
            let stage = try Stage(source, dialect: ToyDialect(events: signed), group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            let received = try #require(receiver.received.first)
            #expect(received.body == #"{"n":1}"#)
            #expect(received.fields["content-type"] == "application/json")
            #expect(received.fields["x-event"] == "1")
            #expect(received.fields.occurrences(of: "x-event") == 1)
            // Computed with Python's `hmac`.
            let signature = "9933c923f6586db48c1fe833a16b20dc32d4b18befd12f51596b88070c51ddeb"
            #expect(received.fields["x-signature"] == "t=1790000000,v1=" + signature)
            #expect(received.fields["webhook-id"] == "evt1")
            #expect(received.fields["webhook-timestamp"] == "1790000000")
            #expect(
                received.fields["webhook-signature"]
                    == "v1,CAavhOCVLXbDILsujsjV9zmDyvBqsq0h94Igk+lzjg8="
            )
        }
    }

    @Test("at most four attempts at once reach a host, whoever's endpoints they are")
    func perHost() async throws {
        try await withLoops { group in
            let loop = group.loops[1]
            let latch = Latch(4)
            let receiver = try Receiver(group) { _, _ in
                .later {
                    await latch.arrive()
                    // Time for a fifth, if there were one.
                    try? await loop.sleep(milliseconds: 20)
                    return HTTPResponse(status: 200)
                }
            }
            let source = FakeSource([
                Sample.endpoint("whk_1", url: receiver.url("/one")),
                Sample.endpoint("whk_2", url: receiver.url("/two")),
            ])
            let stage = try Stage(source, group: group)
            source.queue((1...40).map { "chat\($0)" })
            source.queue((1...4).map { "chat\($0)" }, to: "whk_2")
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(receiver.mostAtOnce == 4)
            // The later endpoint gets its turns before the first one is through.
            let place = receiver.received.lastIndex { $0.target == "/two" } ?? 100
            #expect(place < 40)
        }
    }

    @Test("nothing is asked again and again while everything waits for its time")
    func quiet() async throws {
        try await withLoops { group in
            let loops = group.loops
            let receiver = try Receiver(group) { _, _ in Receiver.answer(503) }
            let slow = try Receiver(group) { _, _ in Receiver.late(loops[0], 300) }
            let source = FakeSource([
                Sample.endpoint(url: receiver.url()), Sample.endpoint("whk_2", url: slow.url()),
            ])
            let stage = try Stage(source, group: group) { options in
                options.retries = Self.patient
                options.failuresBeforeRest = 3
                options.restMilliseconds = 1
                options.longestRestMilliseconds = 1
                options.longestPauseMilliseconds = 600_000
            }
            source.queue(["a", "b", "c"])
            stage.worker.start()
            #expect(await eventually { source.states == [.retrying, .retrying, .retrying] })
            let before = source.state.withLock { $0.questions }
            // The worker's loop was awake for as long as this one takes.
            source.queue(["d"], to: "whk_2")
            #expect(await eventually { source.delivery(4)?.state == .succeeded })
            #expect(source.state.withLock { $0.questions } < before + 6)
            await stage.worker.stop()
        }
    }

    @Test("an endpoint that is down rests, and its deliveries keep their attempts")
    func circuit() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in Receiver.answer(503) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group) { options in
                options.retries = Self.patient
                options.failuresBeforeRest = 3
                options.restMilliseconds = 600_000
                options.longestRestMilliseconds = 600_000
            }
            source.queue((1...50).map { "chat\($0)" })
            stage.worker.start()
            #expect(await eventually { stage.worker.metrics.failed.value >= 3 })
            await stage.worker.stop()
            // Three, and what was on its way beside them.
            #expect(receiver.received.count <= 6)
            let untried = (1...50).compactMap { source.delivery($0) }.filter { $0.attempts == 0 }
            #expect(untried.count >= 44)
        }
    }

    @Test("a rest ends with one probe, and a probe that is taken lets the others follow")
    func probe() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { number, _ in
                Receiver.answer(number > 7 ? 200 : 503)
            }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group) { options in
                options.retries = Self.patient
                options.failuresBeforeRest = 3
                options.restMilliseconds = 30
                options.longestRestMilliseconds = 30
            }
            source.queue((1...50).map { "chat\($0)" })
            stage.worker.start()
            #expect(await eventually { source.states.allSatisfy { $0 != .pending } })
            await stage.worker.stop()
            #expect(source.states.count { $0 == .retrying } == 7)
            #expect(source.states.count { $0 == .succeeded } == 43)
        }
    }
}
