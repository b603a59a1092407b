import Observability
import Reactor
import Synchronization
import Testing

@Suite("Work can be put off to the end of a turn")
struct TurnEndTests {
    @Test("work is done at once on a thread without turns")
    func atOnce() {
        var isDone = false
        TurnEnd.perform { isDone = true }
        #expect(isDone)
    }

    @Test("what is put off on a loop is done after everything else of that turn")
    func afterTheTurn() async throws {
        let loop = try EventLoop(name: "turn-end")
        try loop.start()
        defer {
            loop.stop()
            loop.join()
        }
        let order = await withCheckedContinuation { (done: CheckedContinuation<[Int], Never>) in
            loop.execute {
                let order = Lock<[Int]>([])
                TurnEnd.perform { done.resume(returning: order.withLock { $0 }) }
                loop.execute { order.withLock { $0.append(2) } }
                order.withLock { $0.append(1) }
            }
        }
        #expect(order == [1, 2])
    }

    @Test("what was put off is done even when the loop is stopped meanwhile")
    func atTheEnd() throws {
        let loop = try EventLoop(name: "turn-end")
        let count = Counter()
        loop.execute {
            TurnEnd.perform { count.add() }
            loop.stop()
        }
        try loop.start()
        loop.join()
        #expect(count.value == 1)
    }

    @Test("a thread with turns is reached at its home, and one without has none")
    func home() async throws {
        #expect(TurnEnd.home == nil)
        let loop = try EventLoop(name: "turn-end")
        try loop.start()
        defer {
            loop.stop()
            loop.join()
        }
        let home = try #require(await loop.submit { TurnEnd.home })
        let isThere = await withCheckedContinuation { done in
            home.perform { done.resume(returning: loop.isCurrent) }
        }
        #expect(isThere)
    }
}
