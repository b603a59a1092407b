import Canonical
import Observability
import Testing

@testable import Engine
@testable import Upstreams

@Suite("The keeper of links")
struct LinkKeeperTests {
    private final class Source: LinkSource {
        struct State {
            var legs: [RemoteLeg]
            var received: [Observation] = []
            var marks: [Bool] = []
        }

        let state: Lock<State>

        init(_ legs: [RemoteLeg]) { state = Lock(State(legs: legs)) }

        var received: [Observation] { state.withLock { $0.received } }

        func remoteLegs() -> [RemoteLeg] { state.withLock { $0.legs } }

        func receive(
            _ observations: [Observation],
            of instance: InstanceID,
            from upstream: UpstreamID
        ) async -> Bool {
            state.withLock { $0.received += observations }
            return instance == InstanceID("ins_1") && upstream == UpstreamID("toy-1")
        }

        func markStalled(_ instance: InstanceID, _ isStalled: Bool) {
            state.withLock { state in
                state.marks.append(isStalled)
                state.legs = state.legs.map { $0.with(isStalled: isStalled) }
            }
        }
    }

    private func keeper(
        _ stage: Stage,
        _ source: Source,
        _ change: (inout LinkOptions) -> Void = { _ in }
    ) -> LinkKeeper {
        var options = LinkOptions(now: { Timestamp(milliseconds: 42) })
        options.lookMilliseconds = 2
        change(&options)
        return LinkKeeper(source, stage.upstreams, options, stage.upstreams.clock, .silent)
    }

    private func leg(_ url: String, _ state: LinkState = .connected) -> RemoteLeg {
        let call = Stage.call(url)
        return RemoteLeg(
            instance: call.instance,
            leg: call.leg,
            definition: call.definition,
            role: .primary,
            lastHeardAt: nil,
            state: state,
            policy: .lenient
        )
    }

    @Test("registers the hook's URL, polls, and tells the source what the poll gave")
    func works() async throws {
        let peer = try Peer(Peer.answer(200, #"{"state":"up"}"#))
        let source = Source([leg(peer.url)])
        let keeper = keeper(try Stage(), source)
        keeper.start()
        #expect(await until { !source.received.isEmpty && peer.requests.count >= 2 })
        await keeper.stop()
        let at = Timestamp(milliseconds: 42)
        #expect(source.received == [Observation(.link(.connected, nil), at: at)])
        let hook = try #require(peer.requests.first { $0.line.contains("/hook") })
        #expect(hook.body == #"{"url":"https://gateway.example/_sotaque/hooks/key-ins_1"}"#)
        #expect(peer.requests.contains { $0.line == "GET /link/of-the-leg HTTP/1.1" })
    }

    @Test("asks again and again while a phone is awaited")
    func pairing() async throws {
        let peer = try Peer(Peer.answer(200, #"{"state":"down"}"#))
        let source = Source([leg(peer.url, .starting)])
        let keeper = keeper(try Stage(), source) { $0.pairingMilliseconds = 5 }
        keeper.start()
        #expect(await until { source.received.count >= 3 })
        await keeper.stop()
        #expect(source.received.allSatisfy { $0.kind == .link(.disconnected, nil) })
    }

    @Test("marks a link that tells of nothing, and takes the mark back at the next word")
    func stalled() async throws {
        let peer = try Peer(Peer.answer(200, #"{"state":"up"}"#))
        var owing = leg(peer.url)
        owing.awaitsSince = Timestamp(milliseconds: 1)
        let source = Source([owing])
        let telling = Toy.speech(kinds: ["message.received", "message.status"])
        let keeper = keeper(try Stage(telling), source) { $0.stallMilliseconds = 300 }
        keeper.start()
        #expect(await until { source.state.withLock { $0.marks } == [true] })
        source.state.withLock { state in
            state.legs = state.legs.map { $0.with(isStalled: true, heard: 7) }
        }
        #expect(await until { source.state.withLock { $0.marks }.starts(with: [true, false]) })
        await keeper.stop()
    }

    @Test("leaves everything as it is when a poll fails")
    func failed() async throws {
        let peer = try Peer(.close)
        let source = Source([leg(peer.url)])
        let keeper = keeper(try Stage { $0.retries = 0 }, source) { $0.stallMilliseconds = 1 }
        keeper.start()
        #expect(await until { peer.requests.count >= 2 })
        await keeper.stop()
        #expect(source.received.isEmpty)
        #expect(source.state.withLock { $0.marks }.isEmpty)
    }

    @Test("does not wait for a poll that takes its time when it stops")
    func stops() async throws {
        let gate = Peer.Gate()
        let peer = try Peer(.wait(gate), Peer.answer(200))
        let keeper = keeper(try Stage(), Source([leg(peer.url)]))
        keeper.start()
        #expect(await until { peer.requests.count >= 1 })
        await keeper.stop()
        gate.open(2)
    }
}

extension RemoteLeg {
    fileprivate func with(isStalled: Bool, heard: Int64? = nil) -> RemoteLeg {
        var instance = instance
        instance.isStalled = isStalled
        return RemoteLeg(
            instance: instance,
            leg: leg,
            definition: definition,
            role: role,
            lastHeardAt: heard.map { Timestamp(milliseconds: $0) } ?? lastHeardAt,
            state: state,
            policy: policy,
            awaitsSince: heard == nil ? awaitsSince : nil
        )
    }
}
