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
            let source = FakeSource([Sample.endpoint()])
            source.state.withLock { $0.unreadable = ["dlv_1"] }
            let stage = try Stage(source, group: group) { $0.longestPauseMilliseconds = 600_000 }
            source.queue(["a"])
            stage.worker.start()
            #expect(await eventually { source.state.withLock { $0.questions } > 1 })
            let before = source.state.withLock { $0.questions }
            try await Task.sleep(for: .milliseconds(150))
            #expect(source.state.withLock { $0.questions } < before + 20)
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
            let receiver = try Receiver(group) { _, _ in Receiver.late(loop, 20) }
            let source = FakeSource([Sample.endpoint(url: receiver.url())])
            source.queue((1...60).map { "chat\($0 % 20)" })
            var rounds = 0
            while !source.isDone, rounds < 30 {
                let stage = try Stage(source, group: group)
                let before = receiver.received.count
                stage.worker.start()
                _ = await eventually { receiver.received.count > before }
                await stage.worker.stop()
                let after = receiver.received.count
                #expect(source.states.filter { $0 == .succeeded }.count == after)
                rounds += 1
            }
            #expect(rounds > 1)
            #expect(receiver.received.count == 60)
        }
    }

    @Test("what takes too long to finish is broken off, and stays due")
    func brokenOff() async throws {
        try await withLoops { group in
            let loop = group.loops[0]
            let receiver = try Receiver(group) { _, _ in Receiver.late(loop, 5_000) }
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

    @Test("stopping a worker that was never started is no trouble, nor is stopping twice")
    func stopTwice() async throws {
        try await withLoops { group in
            let stage = try Stage(FakeSource(), group: group)
            await stage.worker.stop()
            await stage.worker.stop()
        }
    }
}
