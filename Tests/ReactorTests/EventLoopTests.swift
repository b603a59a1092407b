import Dispatch
import Glibc
import Testing

@testable import Reactor

@Suite("An event loop")
struct EventLoopTests {
    @Test("runs closures in the order they came")
    func order() async throws {
        try await withLoop { loop in
            let notes = Notes<Int>()
            for number in 0..<100 { loop.execute { notes.add(number) } }
            await loop.submit {}
            #expect(notes.all == Array(0..<100))
        }
    }

    @Test("runs on one thread that knows itself")
    func identity() async throws {
        try await withLoop { loop in
            #expect(!loop.isCurrent)
            #expect(await loop.submit { loop.isCurrent })
            #expect(await loop.submit { loop.isIsolatingCurrentContext() } == true)
        }
    }

    @Test("keeps a task that prefers it on its thread, before and after a wait")
    func executorPreference() async throws {
        try await withLoop { loop in
            let places = await Task(executorPreference: loop) {
                let before = loop.isCurrent
                await Task.yield()
                let after = loop.isCurrent
                return [before, after]
            }.value
            #expect(places == [true, true])
        }
    }

    @Test("lets an actor that is pinned to it assume its isolation from a callback")
    func pinnedActor() async throws {
        try await withLoop { loop in
            let pinned = Pinned(loop)
            let count = await loop.submit { pinned.assumeIsolated { $0.add() } }
            #expect(count == 1)
            #expect(await pinned.add() == 2)
        }
    }

    @Test("loses none of many closures queued from several threads at once")
    func manyThreads() async throws {
        try await withLoop { loop in
            let notes = Notes<Int>()
            DispatchQueue.concurrentPerform(iterations: 4) { thread in
                for number in 0..<250 { loop.execute { notes.add(thread * 250 + number) } }
            }
            await loop.submit {}
            #expect(notes.all.sorted() == Array(0..<1000))
        }
    }

    @Test("runs what was queued before its start and before its end")
    func startAndStop() throws {
        let loop = try EventLoop(name: "test")
        let notes = Notes<String>()
        loop.execute { notes.add("before start") }
        try loop.start()
        try loop.start()
        loop.execute {
            notes.add("before end")
            loop.execute { notes.add("queued by the former") }
            loop.stop()
        }
        loop.join()
        #expect(notes.all == ["before start", "before end", "queued by the former"])
    }

    @Test("blocks while there is nothing to do, even with a timer far away")
    func idle() async throws {
        try await withLoop { loop in
            await loop.submit { _ = loop.schedule(after: 60_000) {} }
            let before = await loop.submit(threadCPUMicroseconds)
            usleep(200_000)
            let after = await loop.submit(threadCPUMicroseconds)
            #expect(after - before < 20_000)
        }
    }

    @Test("shares a group's work out in turn")
    func group() throws {
        let group = try EventLoopGroup(count: 2)
        let names = (0..<4).map { _ in group.next().name }
        #expect(names == ["loop-0", "loop-1", "loop-0", "loop-1"])
        try group.start()
        group.stop()
    }

    @Test("gives the date as HTTP writes it")
    func date() async throws {
        try await withLoop { loop in
            #expect(await loop.submit { loop.dateField }.count == 29)
        }
    }

    @Test(
        "formats dates through leap years and centuries",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (-5, "Thu, 01 Jan 1970 00:00:00 GMT"),
        ]
    )
    func dates(seconds: Int, text: String) {
        #expect(DateField.format(secondsSince1970: seconds) == Array(text.utf8))
    }
}

private actor Pinned {
    private let loop: EventLoop
    private var count = 0

    init(_ loop: EventLoop) { self.loop = loop }

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    func add() -> Int {
        count += 1
        return count
    }
}

@Sendable
private func threadCPUMicroseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}
