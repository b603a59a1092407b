import Testing

@testable import Reactor

@Suite("Timers")
struct TimerTests {
    @Test("fire in the order of their deadlines and never early")
    func order() async throws {
        try await withLoop { loop in
            let notes = Notes<Int>()
            let start = Clock.monotonicMilliseconds
            await waiting { done in
                loop.execute {
                    for delay in [120, 10, 60] {
                        loop.schedule(after: delay) {
                            notes.add(delay)
                            #expect(Clock.monotonicMilliseconds - start >= delay)
                            if delay == 120 { done() }
                        }
                    }
                }
            }
            #expect(notes.all == [10, 60, 120])
        }
    }

    @Test("do not fire once cancelled, not even by another that is due with them")
    func cancel() async throws {
        try await withLoop { loop in
            let notes = Notes<String>()
            await waiting { done in
                loop.execute {
                    let early = loop.schedule(after: 40) { notes.add("cancelled at once") }
                    loop.cancel(early)
                    var other: TimerToken?
                    loop.schedule(after: 0) { if let other { loop.cancel(other) } }
                    other = loop.schedule(after: 1) { notes.add("cancelled when due") }
                    loop.schedule(after: 80) { done() }
                }
            }
            #expect(notes.all.isEmpty)
        }
    }

    @Test("can be armed again from their own action")
    func rearm() async throws {
        try await withLoop { loop in
            let notes = Notes<Int>()
            await waiting { done in
                loop.execute {
                    let node = TimerNode()
                    node.action = {
                        notes.add(notes.all.count)
                        if notes.all.count < 3 { loop.arm(node, after: 1) } else { done() }
                        if notes.all.count == 3 { node.action = nil }
                    }
                    loop.arm(node, after: 1)
                }
            }
            #expect(notes.all == [0, 1, 2])
        }
    }

    @Test("let a task sleep, and wake it at once when it is cancelled")
    func sleep() async throws {
        try await withLoop { loop in
            let start = Clock.monotonicMilliseconds
            try await loop.sleep(milliseconds: 20)
            #expect(Clock.monotonicMilliseconds - start >= 20)
            let sleeper = Task(executorPreference: loop) {
                try await loop.sleep(milliseconds: 60_000)
            }
            await loop.submit {}
            sleeper.cancel()
            await #expect(throws: CancellationError.self) { try await sleeper.value }
            #expect(Clock.monotonicMilliseconds - start < 30_000)
        }
    }

    @Test(
        "fire within one tick of a deadline near or beyond the wheel's span",
        arguments: [0, 1, 31, 32, 33, 63, 64, 1000, 32_735, 32_768, 32_800, 75_000, 3_600_000]
    )
    func precision(delay: Int) {
        var now = 1_000_007
        var wheel = TimerWheel(now: now)
        let node = TimerNode()
        let deadline = now + delay
        wheel.arm(node, deadline: deadline)
        var due: [TimerNode] = []
        while due.isEmpty, let wait = wheel.delay(now: now) {
            now += max(1, wait)
            due = wheel.takeDue(now: now)
        }
        #expect(due.first === node)
        #expect(now >= deadline)
        #expect(now <= deadline + 2 * TimerWheel.tickLength)
        #expect(wheel.delay(now: now) == nil)
    }

    @Test("obey the last deadline they were given, later or earlier")
    func moved() {
        var wheel = TimerWheel(now: 0)
        let later = TimerNode()
        let earlier = TimerNode()
        wheel.arm(later, deadline: 100)
        wheel.arm(later, deadline: 1000)
        wheel.arm(earlier, deadline: 1000)
        wheel.arm(earlier, deadline: 100)
        let first = wheel.takeDue(now: 200)
        #expect(first.count == 1 && first.first === earlier)
        #expect(wheel.takeDue(now: 999).isEmpty)
        #expect(wheel.takeDue(now: 1100).first === later)
    }

    @Test("leave the others in place when one is disarmed")
    func disarm() {
        var wheel = TimerWheel(now: 0)
        let nodes = (0..<10).map { _ in TimerNode() }
        for node in nodes { wheel.arm(node, deadline: 50) }
        wheel.disarm(nodes[0])
        wheel.disarm(nodes[9])
        wheel.disarm(nodes[4])
        wheel.disarm(nodes[4])
        #expect(wheel.count == 7)
        #expect(wheel.takeDue(now: 100).count == 7)
        #expect(wheel.count == 0)
    }

    @Test("all come due after a pause longer than the wheel's span")
    func longPause() {
        var wheel = TimerWheel(now: 0)
        let nodes = (0..<2000).map { _ in TimerNode() }
        for (index, node) in nodes.enumerated() { wheel.arm(node, deadline: index * 30) }
        #expect(wheel.takeDue(now: 10_000_000).count == 2000)
    }
}
