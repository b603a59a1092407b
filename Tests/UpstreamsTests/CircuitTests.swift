import Canonical
import Engine
import Testing

@testable import Upstreams

@Suite("The circuit of an upstream")
struct CircuitTests {
    private func failing(_ count: Int, _ circuit: inout Circuit, at now: Int) {
        for _ in 0..<count {
            if let permit = circuit.begin(at: now) {
                _ = circuit.ended(permit, isUp: false, at: now)
            }
        }
    }

    @Test("opens after five failures in a row, not after four and a success")
    func inARow() {
        var circuit = Circuit(CircuitRules())
        failing(4, &circuit, at: 0)
        _ = circuit.ended(.ordinary, isUp: true, at: 0)
        failing(4, &circuit, at: 0)
        #expect(circuit.wait(at: 0) == nil)
        #expect(circuit.ended(.ordinary, isUp: false, at: 0) == .opened(milliseconds: 5_000))
        #expect(circuit.wait(at: 1) == 4_999)
        #expect(circuit.begin(at: 4_999) == nil)
    }

    @Test(
        "opens when half of twenty ends within ten seconds are failures",
        arguments: [(500, true), (527, false)]
    )
    func half(apart: Int, opens: Bool) {
        var circuit = Circuit(CircuitRules())
        for index in 0..<20 {
            _ = circuit.ended(.ordinary, isUp: index % 2 == 0, at: index * apart)
        }
        #expect((circuit.wait(at: 19 * apart) != nil) == opens)
    }

    @Test("stays closed while less than half of twenty fail")
    func lessThanHalf() {
        var circuit = Circuit(CircuitRules())
        for index in 0..<200 { _ = circuit.ended(.ordinary, isUp: index % 5 < 3, at: index) }
        #expect(circuit.wait(at: 200) == nil)
    }

    @Test("lets one probe through, which closes it")
    func probe() {
        var circuit = Circuit(CircuitRules())
        failing(5, &circuit, at: 0)
        #expect(circuit.begin(at: 5_000) == .probe)
        #expect(circuit.begin(at: 5_001) == nil)
        #expect(circuit.ended(.ordinary, isUp: true, at: 5_001) == nil)
        #expect(circuit.name == "probing")
        #expect(circuit.ended(.probe, isUp: true, at: 5_002) == .closed)
        #expect(circuit.begin(at: 5_002) == .ordinary)
    }

    @Test("doubles its pause with each probe in vain, up to a minute")
    func doubling() {
        var circuit = Circuit(CircuitRules())
        failing(5, &circuit, at: 0)
        var now = 0
        for pause in [10_000, 20_000, 40_000, 60_000, 60_000] {
            now += circuit.wait(at: now) ?? 0
            #expect(circuit.begin(at: now) == .probe)
            #expect(
                circuit.ended(.probe, isUp: false, at: now) == .opened(milliseconds: pause)
            )
        }
    }

    @Test("lets another probe through when one was given up")
    func abandoned() {
        var circuit = Circuit(CircuitRules())
        failing(5, &circuit, at: 0)
        #expect(circuit.begin(at: 5_000) == .probe)
        circuit.abandoned(.probe, at: 5_100)
        #expect(circuit.begin(at: 5_100) == .probe)
    }

    @Test("an instance that is left alone is not called until its probe")
    func calls() async throws {
        let clock = HandClock()
        let gate = Peer.Gate()
        let peer = try Peer { number, _ in
            number <= 5 ? [Peer.answer(500, "<html>")] : [.wait(gate), Peer.answer(200)]
        }
        let stage = try Stage(clock: clock)
        let call = Stage.call(peer.url)
        for _ in 0..<5 { _ = await stage.send(call) }
        #expect(await stage.send(call) == .neverReached(.unavailable))
        #expect(peer.requests.count == 5)
        #expect(stage.upstreams.figures.first?.heldInstances == 1)

        clock.advance(5_000)
        async let probe = stage.send(call)
        #expect(await until { peer.requests.count == 6 })
        #expect(await stage.send(call) == .neverReached(.unavailable))
        gate.open(10)
        #expect(await probe == .done)
        #expect(await stage.send(call) == .done)
        #expect(stage.upstreams.figures.first?.heldInstances == 0)
        #expect(stage.upstreams.figures.first?.held == 2)
    }

    @Test("an instance whose calls fail does not hold up another one's")
    func neighbours() async throws {
        let peer = try Peer { _, request in
            request.body.contains("fine") ? [Peer.answer(200)] : [.close]
        }
        let stage = try Stage()
        let broken = Stage.call(peer.url)
        for _ in 0..<6 { _ = await stage.send(broken) }
        #expect(await stage.send(broken) == .neverReached(.unavailable))
        #expect(await stage.send(Stage.call(peer.url, instance: "ins_2"), "fine") == .done)
        #expect(stage.upstreams.figures.first?.circuit == "closed")
        #expect(stage.upstreams.figures.first?.heldInstances == 1)
    }

    @Test("an upstream that cannot be connected to is left alone by all")
    func unreachable() async throws {
        let stage = try Stage { $0.retries = 0 }
        let gone = try Peer.nobody()
        for number in 0..<5 {
            let call = Stage.call(gone, instance: "ins_\(number)")
            #expect(await stage.send(call) == .neverReached(.unavailable))
        }
        #expect(stage.upstreams.figures.first?.circuit == "open")
        #expect(await stage.send(Stage.call(gone)) == .neverReached(.unavailable))
        #expect(stage.upstreams.figures.first?.held == 1)
        #expect(stage.upstreams.figures.first?.heldInstances == 0)
    }

    @Test("a probe that was let out for an instance that may not go is another one's")
    func sharedProbe() {
        var circuits = Circuits(CircuitRules())
        func fail(_ instance: InstanceID, _ end: Circuits.End, at now: Int) {
            for _ in 0..<5 {
                if let permit = circuits.begin(instance, at: now) {
                    _ = circuits.ended(permit, end, at: now)
                }
            }
        }
        let (one, two) = (InstanceID("one"), InstanceID("two"))
        fail(one, .failed, at: 4_000)
        fail(two, .unreachable, at: 0)
        #expect(circuits.name == "open" && circuits.wait(for: two, at: 0) == 5_000)
        #expect(circuits.begin(one, at: 5_000) == nil)
        #expect(circuits.begin(two, at: 5_000) != nil)
    }

    @Test("a probe that reached the upstream lets the other instances through, however it ended")
    func reached() {
        var circuits = Circuits(CircuitRules())
        let (one, two) = (InstanceID("one"), InstanceID("two"))
        for _ in 0..<5 {
            if let permit = circuits.begin(one, at: 0) {
                _ = circuits.ended(permit, .unreachable, at: 0)
            }
        }
        let probe = circuits.begin(one, at: 5_000)
        #expect(circuits.begin(two, at: 5_000) == nil)
        if let probe { _ = circuits.ended(probe, .failed, at: 5_001) }
        #expect(circuits.name == "closed")
        #expect(circuits.begin(two, at: 5_001) != nil)
    }

    @Test("instances of which nothing counts any more are forgotten")
    func forgotten() {
        var circuits = Circuits(CircuitRules())
        for number in 0..<10_000 {
            if let permit = circuits.begin(InstanceID("\(number)"), at: number * 1_000) {
                _ = circuits.ended(permit, .failed, at: number * 1_000)
            }
        }
        #expect(circuits.count < 600)
    }

    @Test("an upstream that says no in its own words, with whatever status, is not down")
    func ownWords() async throws {
        let peer = try Peer(Peer.answer(500, #"{"error":"recipient.invalid"}"#))
        let stage = try Stage()
        for _ in 0..<10 { _ = await stage.send(Stage.call(peer.url)) }
        #expect(peer.requests.count == 10)
    }

    @Test("a definition that means another server begins with a closed circuit")
    func moved() async throws {
        let down = try Peer(Peer.answer(500, ""))
        let up = try Peer(Peer.answer(200))
        let stage = try Stage()
        for _ in 0..<6 { _ = await stage.send(Stage.call(down.url)) }
        #expect(down.requests.count == 5)
        #expect(await stage.send(Stage.call(up.url)) == .done)
    }
}
