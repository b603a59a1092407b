import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor
import Testing
import Wire

@testable import Deliveries

@Suite("The delivery worker and its store")
struct WorkerStoreTests {
    @Test("a result that was lost is written again, and nothing is sent again")
    func losses() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.state.withLock { $0.losses = 2 }
            let stage = try Stage(source, group: group)
            source.queue(["a", "a", "b"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(receiver.received.count == 3)
        }
    }

    @Test("the log says once that results are lost, and once how many waited")
    func lossesInTheLog() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let lines = Lock<[String]>([])
            let log = Log(sink: { line in lines.withLock { $0.append(line) } })
            let stage = try Stage(source, group: group, log: log)
            stage.worker.start()
            for round in 1...2 {
                source.state.withLock { state in
                    state.losses = .max
                    state.batches = []
                }
                for count in 1...2 {
                    source.queue(["chat\(count)"])
                    #expect(await eventually { source.state.withLock { $0.batches.last == count } })
                }
                source.state.withLock { $0.losses = 0 }
                // Does not wait for the next attempt by the clock.
                source.queue(["chat3"])
                #expect(await eventually { source.isDone })
                #expect(await eventually { lines.withLock { $0.count } == 2 * round })
            }
            await stage.worker.stop()
            let row = [
                #"level=warning msg="results cannot be written" error="a loss of the test""#,
                #"level=info msg="results can be written again" held_back="2""#,
            ]
            #expect(lines.withLock { $0 } == row + row)
        }
    }

    @Test("a question that fails is asked again")
    func failures() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.state.withLock { $0.failures = 2 }
            let stage = try Stage(source, group: group)
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(receiver.received.count == 1)
        }
    }

    @Test("a delivery that cannot be read does not keep the worker busy")
    func unreadable() async throws {
        try await withLoops { group in
            let loops = group.loops
            let slow = try Receiver(group) { _, _ in Receiver.late(loops[0], 300) }
            let source = FakeSource([Sample.endpoint(), Sample.endpoint("whk_2", url: slow.url())])
            source.state.withLock { $0.unreadable = ["dlv_1"] }
            let stage = try Stage(source, group: group) { $0.longestPauseMilliseconds = 600_000 }
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.state.withLock { $0.questions } > 1 })
            let before = source.state.withLock { $0.questions }
            let start = ContinuousClock.now
            // The worker's loop was awake for as long as this one takes.
            source.queue(["b"], to: "whk_2")
            #expect(await eventually { source.delivery(2)?.state == .succeeded })
            // One in a tenth of a second, and two for the other delivery.
            let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
            #expect(source.state.withLock { $0.questions } <= before + tenths + 3)
            await stage.worker.stop()
        }
    }

    @Test("what is ready while a record is under way is written down together")
    func batches() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.state.withLock { $0.holdsRecords = true }
            let stage = try Stage(source, group: group)
            source.queue((1...16).map { "chat\($0)" })
            stage.worker.start()
            #expect(await eventually { receiver.received.count == 16 })
            #expect(await eventually { stage.worker.metrics.succeeded.value == 16 })
            source.release()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            let batches = source.state.withLock { $0.batches }
            #expect(batches.count == 2)
            #expect(batches.reduce(0, +) == 16)
        }
    }

    @Test("what is in memory is bounded, whatever waits in the store")
    func bounded() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource(
                (0..<10).map { Sample.endpoint("whk_\($0)", url: receiver.url("/\($0)")) }
            )
            let stage = try Stage(source, group: group) { options in
                options.claims = 40
                options.pageSize = 16
            }
            for number in 0..<500 { source.queue(["chat\(number)"], to: "whk_\(number % 10)") }
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            #expect(source.state.withLock { $0.mostClaims } <= 40)
            #expect(receiver.received.count == 500)
        }
    }

    @Test("stopping lets what was begun finish, and the rest is for the next worker")
    func stopAndStart() async throws {
        try await withLoops { group in
            let loop = group.loops[0]
            let isFirst = Lock(true)
            // The first worker's requests after the tenth find nobody who answers in time.
            let receiver = try Receiver(group) { number, _ in
                let isHeld = isFirst.withLock { $0 } && number > 10
                return isHeld ? Receiver.late(loop, 600_000) : Receiver.answer(200)
            }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.queue((1...60).map { "chat\($0 % 20)" })
            let first = try Stage(source, group: group) { $0.stopMilliseconds = 50 }
            first.worker.start()
            #expect(await eventually { receiver.received.count >= 14 })
            await first.worker.stop()
            #expect(source.states.filter { $0 == .succeeded }.count == 10)
            isFirst.withLock { $0 = false }
            let second = try Stage(source, group: group)
            second.worker.start()
            #expect(await eventually { source.isDone })
            await second.worker.stop()
            #expect(source.states.allSatisfy { $0 == .succeeded })
        }
    }

    @Test("what takes too long to finish is broken off, and stays due")
    func brokenOff() async throws {
        try await withLoops { group in
            let loop = group.loops[0]
            let receiver = try Receiver(group) { _, _ in Receiver.late(loop, 600_000) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            let stage = try Stage(source, group: group) { $0.stopMilliseconds = 50 }
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { receiver.received.count == 1 })
            await stage.worker.stop()
            #expect(source.states == [.pending])
            #expect(source.delivery(1)?.attempts == 0)
        }
    }

    @Test("a long chat is told in order with few questions and few commits")
    func longChat() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group)
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.queue(Array(repeating: "a", count: 200))
            // Nobody asks because time has passed, however slow the machine is.
            let stage = try Stage(source, group: group) { $0.longestPauseMilliseconds = 600_000 }
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            let results = source.state.withLock { $0.results }
            #expect(results.map(\.id) == (1...200).map { "dlv_\($0)" })
            #expect(receiver.mostAtOnce == 1)
            #expect(source.state.withLock { $0.questions } < 120)
        }
    }

    @Test("what comes behind a failure waits for it")
    func failureInALongChat() async throws {
        try await withLoops { group in
            let receiver = try Receiver(group) { number, _ in
                Receiver.answer(number % 5 == 3 ? 500 : 200)
            }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.queue(Array(repeating: "a", count: 40))
            let stage = try Stage(source, group: group) { options in
                options.retries = RetrySchedule(
                    delaysMilliseconds: Array(repeating: 0, count: 20),
                    jitter: 0,
                    attemptTimeoutMilliseconds: 5_000
                )
            }
            stage.worker.start()
            #expect(await eventually { source.isDone })
            await stage.worker.stop()
            let taken = source.state.withLock { $0.results.filter { $0.next == .succeeded } }
            #expect(taken.map(\.id) == (1...40).map { "dlv_\($0)" })
        }
    }

    @Test("stopping a worker that was never started is no trouble, nor is stopping twice")
    func stopTwice() async throws {
        try await withLoops { group in
            let stage = try Stage(FakeSource(), group: group)
            await stage.worker.stop()
            await stage.worker.stop()
        }
    }
}
