import Canonical
import Engine
import Testing

@testable import Upstreams

@Suite("Turns at an upstream")
struct TurnsTests {
    private static let first = InstanceID("ins_1")
    private static let second = InstanceID("ins_2")

    private func turns(_ running: Int = 10, perInstance: Int = 10, waiting: Int = 20) -> Turns {
        Turns(
            Turns.Rules(running: running, waitingPerInstance: perInstance, waiting: waiting)
        )
    }

    @Test("an instance has its limit, and the first who waits is next")
    func limit() {
        var turns = turns()
        #expect(turns.enter(Self.first, limit: 2, ticket: 1) == .runs)
        #expect(turns.enter(Self.first, limit: 2, ticket: 2) == .runs)
        #expect(turns.enter(Self.first, limit: 2, ticket: 3) == .waits)
        #expect(turns.enter(Self.first, limit: 2, ticket: 4) == .waits)
        #expect(turns.enter(Self.second, limit: 2, ticket: 5) == .runs)
        #expect(turns.leave(Self.first) == [3])
        #expect(turns.enterNow(Self.first, limit: 2) == false)
        #expect(turns.leave(Self.first) == [4])
        #expect(turns.leave(Self.first) == [])
        #expect(turns.running == 2 && turns.waiting == 0)
    }

    @Test("one more than may wait is refused, for an instance and for all")
    func refused() {
        var turns = turns(1, perInstance: 2, waiting: 3)
        #expect(turns.enter(Self.first, limit: 9, ticket: 1) == .runs)
        #expect(turns.enter(Self.first, limit: 9, ticket: 2) == .waits)
        #expect(turns.enter(Self.first, limit: 9, ticket: 3) == .waits)
        #expect(turns.enter(Self.first, limit: 9, ticket: 4) == .refused)
        #expect(turns.enter(Self.second, limit: 9, ticket: 5) == .waits)
        #expect(turns.enter(Self.second, limit: 9, ticket: 6) == .refused)
    }

    @Test("instances take turns when the upstream has no more room")
    func fair() {
        var turns = turns(1)
        _ = turns.enter(Self.first, limit: 9, ticket: 0)
        for ticket in 1...3 { _ = turns.enter(Self.first, limit: 9, ticket: ticket) }
        for ticket in 4...5 { _ = turns.enter(Self.second, limit: 9, ticket: ticket) }
        var order: [Int] = turns.leave(Self.first)
        for ticket in order + [0, 0, 0, 0] where order.count < 5 {
            order += turns.leave((order.last ?? ticket) > 3 ? Self.second : Self.first)
        }
        #expect(order == [1, 4, 2, 5, 3])
    }

    @Test("who is withdrawn does not run")
    func withdrawn() {
        var turns = turns(1)
        _ = turns.enter(Self.first, limit: 1, ticket: 1)
        _ = turns.enter(Self.first, limit: 1, ticket: 2)
        _ = turns.enter(Self.first, limit: 1, ticket: 3)
        let isWithdrawn = turns.withdraw(Self.first, ticket: 2)
        let isWithdrawnAgain = turns.withdraw(Self.first, ticket: 2)
        #expect(isWithdrawn && !isWithdrawnAgain)
        #expect(turns.leave(Self.first) == [3])
        #expect(turns.leave(Self.first) == [])
        #expect(turns.enterNow(Self.first, limit: 1) == true)
    }

    @Test("calls of one instance at once are bounded, and another instance's go on")
    func bounded() async throws {
        let gate = Peer.Gate()
        let peer = try Peer { _, request in
            request.body.contains("held") ? [.wait(gate), Peer.answer(200)] : [Peer.answer(200)]
        }
        let stage = try Stage()
        let call = Stage.call(peer.url) { $0.concurrentCalls = 2 }
        let ends = Task {
            await withTaskGroup(of: Ended.self) { group in
                for _ in 0..<6 { group.addTask { await stage.send(call, "held") } }
                return await group.reduce(into: [Ended]()) { $0.append($1) }
            }
        }
        #expect(await until { peer.requests.count == 2 })
        #expect(await until { stage.upstreams.figures.first?.waiting == 4 })
        #expect(await stage.send(Stage.call(peer.url, instance: "ins_2")) == .done)
        gate.open(6)
        #expect(await ends.value == Array(repeating: .done, count: 6))
        #expect(peer.mostAtOnce <= 3)
        #expect(stage.upstreams.figures.first?.running == 0)
    }

    @Test("a call that waits too long for its turn never reached anybody")
    func tooLong() async throws {
        let clock = HandClock()
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Peer.answer(200))
        let stage = try Stage(clock: clock)
        let call = Stage.call(peer.url) { limits in
            limits.concurrentCalls = 1
            // The first one is not to end by itself on a busy machine.
            limits.firstByteMilliseconds = 600_000
            limits.totalMilliseconds = 600_000
        }
        async let first = stage.send(call)
        #expect(await until { peer.requests.count == 1 })
        async let second = stage.send(call)
        #expect(await until { stage.upstreams.figures.first?.waiting == 1 && clock.sleepers == 1 })
        clock.advance(9_999)
        #expect(stage.upstreams.figures.first?.waiting == 1)
        clock.advance(1)
        #expect(await second == .neverReached(.unavailable))
        gate.open()
        #expect(await first == .done)
        #expect(peer.requests.count == 1)
    }

    @Test("a call that is given up while it waits leaves the line")
    func cancelled() async throws {
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Peer.answer(200))
        let stage = try Stage()
        let call = Stage.call(peer.url) { limits in
            limits.concurrentCalls = 1
            // The first one is not to end by itself on a busy machine.
            limits.firstByteMilliseconds = 600_000
            limits.totalMilliseconds = 600_000
        }
        async let first = stage.send(call)
        #expect(await until { peer.requests.count == 1 })
        let second = Task { await stage.send(call) }
        #expect(await until { stage.upstreams.figures.first?.waiting == 1 })
        second.cancel()
        #expect(await second.value == .neverReached(.unavailable))
        #expect(stage.upstreams.figures.first?.waiting == 0)
        gate.open()
        #expect(await first == .done)
    }
}

@Suite("The gap between two sends")
struct PaceTests {
    private static let instance = InstanceID("ins_1")

    @Test("each send takes the next moment, and one that would wait too long takes none")
    func moments() {
        var pace = Pace()
        let waits = (0..<4).map { _ in
            pace.reserve(Self.instance, gap: 400, at: 1_000, longest: 1_000)
        }
        #expect(waits == [0, 400, 800, nil])
        #expect(pace.reserve(Self.instance, gap: 400, at: 1_300, longest: 1_000) == 900)
        #expect(pace.reserve(InstanceID("ins_2"), gap: 400, at: 1_000, longest: 1_000) == 0)
    }

    @Test("sends that had to wait for their turn keep the gap all the same")
    func turns() {
        var pace = Pace()
        _ = pace.reserve(Self.instance, gap: 100, at: 0, longest: 1_000)
        _ = pace.reserve(Self.instance, gap: 100, at: 0, longest: 1_000)
        #expect(pace.start(Self.instance, gap: 100, at: 500) == 0)
        #expect(pace.start(Self.instance, gap: 100, at: 500) == 100)
        #expect(pace.reserve(Self.instance, gap: 100, at: 500, longest: 1_000) == 200)
    }

    @Test("many instances are not remembered for longer than their gap")
    func forgotten() {
        var pace = Pace()
        for number in 0..<10_000 {
            _ = pace.reserve(InstanceID("\(number)"), gap: 10, at: number, longest: 1)
        }
        #expect(pace.count <= 257)
    }

    @Test("a send waits for its gap, and something else does not")
    func calls() async throws {
        let clock = HandClock()
        let peer = try Peer(Peer.answer(200))
        let stage = try Stage(clock: clock)
        let call = Stage.call(peer.url) { $0.sendGapMilliseconds = 700 }
        #expect(await stage.send(call) == .done)
        async let second = stage.send(call)
        #expect(await until { clock.sleepers == 1 })
        #expect(await stage.set(call) == .done)
        #expect(peer.requests.count == 2)
        clock.advance(700)
        #expect(await second == .done)
        #expect(clock.slept == [700])
    }
}
