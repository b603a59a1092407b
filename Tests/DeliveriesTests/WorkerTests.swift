import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor
import Testing
import Wire

@testable import Deliveries

@Suite("The delivery worker sends what is due")
struct WorkerTests {
    @Test("a chat's deliveries arrive one after the other, in the order of their events")
    func order() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group)
            source.queue((1...60).map { "chat\($0 % 3)" })
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            let numbers = receiver.received.compactMap { $0.fields["x-event"].flatMap { Int($0) } }
            #expect(numbers.count == 60)
            for chat in 0..<3 {
                let own = numbers.filter { $0 % 3 == chat }
                #expect(own == own.sorted())
            }
            #expect(stage.worker.metrics.succeeded.value == 60)
            #expect(source.delivery(1)?.lastStatus == 200)
            #expect(source.delivery(1)?.body == Array(#"{"n":1}"#.utf8))
            #expect(source.delivery(1)?.name == "toy.pairing.code")
        }
    }

    @Test("a chat that is stuck holds up no other, and its next waits")
    func lanes() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, received in
                received.body == #"{"n":1}"# ? Receiver.answer(500) : Receiver.answer(200)
            }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group)
            source.queue(["a", "a", "b", "b"])
            stage.worker.start()
            #expect(
                await eventually {
                    source.states == [.retrying, .pending, .succeeded, .succeeded]
                }
            )
            await stage.worker.stop()
            #expect(stage.worker.metrics.failed.value == 1)
        }
    }

    @Test("what is queued while the worker runs is sent without waiting for a timer")
    func woken() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group) { $0.longestPauseMilliseconds = 600_000 }
            stage.worker.start()
            #expect(await eventually { source.state.withLock { $0.questions } == 1 })
            source.queue(["a", "a"])
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
        }
    }

    @Test("what fails is tried again when its schedule says, and given up after the last time")
    func retries() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in Receiver.answer(500) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group) { options in
                options.retries = RetrySchedule(
                    delaysMilliseconds: [10_000, 60_000],
                    jitter: 0.2,
                    attemptTimeoutMilliseconds: 5_000
                )
            }
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.delivery(1)?.attempts == 1 })
            #expect(source.delivery(1)?.dueAt == Sample.now.advanced(byMilliseconds: 10_000))
            stage.advance(10_000)
            #expect(await eventually { source.delivery(1)?.attempts == 2 })
            #expect(source.delivery(1)?.dueAt == Sample.now.advanced(byMilliseconds: 70_000))
            stage.advance(60_000)
            #expect(await eventually { source.delivery(1)?.state == .dead })
            await stage.worker.stop()
            #expect(receiver.received.count == 3)
            #expect(source.delivery(1)?.lastError == "status")
            #expect(stage.worker.metrics.dead.value == 1)
        }
    }

    /// The operator's schedule, and by which one a delivery is tried again.
    static let schedules: [(override: Int64?, delay: Int64)] = [(nil, 7_000), (300, 300)]

    @Test(
        "a vendor's own schedule comes before the usual one, and the operator's before both",
        arguments: schedules
    )
    func vendorSchedule(_ override: Int64?, _ delay: Int64) async throws {
        func schedule(_ delay: Int64) -> RetrySchedule {
            RetrySchedule(
                delaysMilliseconds: [delay],
                jitter: 0,
                attemptTimeoutMilliseconds: 1_000
            )
        }
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in Receiver.answer(500) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let speech = EventSpeech(
                names: [],
                retries: schedule(7_000),
                concerns: { _, _ in true },
                render: { view, _ in [ToyDialect.outgoing(view)] }
            )
            let dialect = ToyDialect(events: speech)
            let stage = try Stage(source, dialect: dialect, group: group) { options in
                options.override = override.map(schedule)
            }
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.delivery(1)?.attempts == 1 })
            #expect(source.delivery(1)?.dueAt == Sample.now.advanced(byMilliseconds: delay))
            await stage.worker.stop()
        }
    }

    @Test("410 switches the endpoint off and leaves dead letters")
    func gone() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in Receiver.answer(410) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group)
            source.queue(["a", "a", "a"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(source.state.withLock { $0.disabled } == ["whk_1": .gone])
            #expect(receiver.received.count == 1)
            #expect(source.delivery(1)?.lastError == "gone")
            #expect(source.delivery(1)?.attempts == 1)
            #expect(source.delivery(3)?.lastError == "endpoint disabled")
            #expect(source.delivery(3)?.attempts == 0)
            #expect(source.states == [.dead, .dead, .dead])
        }
    }

    @Test("what a client switched off is skipped, and what it removed is dead")
    func switchedOff() async throws {
        try await withLoops { group in
            let source = FakeSource([Sample.endpoint { $0.isEnabled = false }])
            let stage = try Stage(source, group: group)
            source.queue(["a"])
            source.queue(["a"], to: "whk_removed")
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(source.states == [.skipped, .dead])
            #expect(source.delivery(2)?.lastError == "endpoint removed")
            #expect(stage.worker.metrics.attempts.value == 0)
            #expect(stage.worker.metrics.undeliverable.value == 0)
        }
    }

    @Test("an endpoint without one success for days is switched off")
    func failing() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { _, _ in Receiver.answer(500) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.delivery(1)?.attempts == 1 })
            #expect(source.state.withLock { $0.disabled }.isEmpty)
            stage.advance(5 * 86_400_000)
            #expect(
                await eventually { source.state.withLock { $0.disabled } == ["whk_1": .failing] }
            )
            await stage.worker.stop()
        }
    }

    @Test("what has no words in the dialect is skipped and counted")
    func undeliverable() async throws {
        try await withLoops { group in
            let source = FakeSource([Sample.endpoint()])
            let mute = EventSpeech(names: [], concerns: { _, _ in true }, render: { _, _ in [] })
            let stage = try Stage(source, dialect: ToyDialect(events: mute), group: group)
            source.queue(["a", "b"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(source.states == [.skipped, .skipped])
            #expect(source.delivery(1)?.attempts == 0)
            let kinds = stage.worker.metrics.undeliverableKinds
            #expect(kinds.map { "\($0.dialect) \($0.kind) \($0.count)" } == ["toy pairing.code 2"])
        }
    }

    @Test("an event whose instance is gone cannot be told any more")
    func instanceGone() async throws {
        try await withLoops { group in
            let source = FakeSource([Sample.endpoint()])
            source.state.withLock { $0.instances = [:] }
            let stage = try Stage(source, group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(source.delivery(1)?.lastError == "instance removed")
        }
    }

    @Test("the requests of one delivery go out in order, and it succeeds when all of them did")
    func severalRequests() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { number, _ in
                number == 2 ? Receiver.answer(500) : Receiver.answer(200)
            }
            let endpoint = Sample.endpoint(url: receiver.url("/hook?k=1")) { endpoint in
                endpoint.standardSecrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
            }
            let source = FakeSource([endpoint])
            let two = EventSpeech(
                names: [],
                concerns: { _, _ in true },
                render: { view, _ in
                    ["first", "second"].map { ToyDialect.outgoing(view, suffix: [$0]) }
                }
            )
            let stage = try Stage(source, dialect: ToyDialect(events: two), group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.delivery(1)?.attempts == 1 })
            #expect(source.delivery(1)?.state == .retrying)
            stage.advance(10_000)
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(
                receiver.received.map(\.target)
                    == ["first", "second", "first", "second"].map { "/hook/\($0)?k=1" }
            )
            #expect(
                receiver.received.map { $0.fields["webhook-id"] }
                    == ["evt1", "evt1-2", "evt1", "evt1-2"]
            )
        }
    }
}
