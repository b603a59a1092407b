import Testing

@testable import Deliveries

@Suite("An endpoint's circuit")
struct CircuitTests {
    private static let rules = Circuit.Rules(failures: 3, pause: 100, longestPause: 300)
    private var circuit = Circuit(Self.rules)

    private mutating func open(at now: Int) {
        for _ in 0..<3 { circuit.ended(isUp: false, at: now) }
    }

    @Test("opens after so many failures in a row")
    mutating func opens() {
        circuit.ended(isUp: false, at: 0)
        circuit.ended(isUp: false, at: 0)
        circuit.ended(isUp: true, at: 0)
        circuit.ended(isUp: false, at: 0)
        circuit.ended(isUp: false, at: 0)
        #expect(circuit.permits(at: 0))
        circuit.ended(isUp: false, at: 0)
        #expect(!circuit.permits(at: 99))
        #expect(circuit.permits(at: 100))
        #expect(circuit.probeAt == 100)
    }

    @Test("lets one probe through, which closes it")
    mutating func probe() {
        open(at: 0)
        let isProbe = [circuit.begin(), circuit.begin()]
        #expect(isProbe == [true, false])
        #expect(!circuit.permits(at: 1000))
        circuit.ended(isUp: true, at: 1000)
        #expect(circuit.isClosed && circuit.permits(at: 1000))
    }

    @Test("doubles its pause with each probe in vain, up to the longest")
    mutating func doubles() {
        open(at: 0)
        var pauses: [Int] = []
        for _ in 0..<4 {
            _ = circuit.begin()
            circuit.ended(isUp: false, at: 1000)
            pauses.append((circuit.probeAt ?? 0) - 1000)
        }
        #expect(pauses == [200, 300, 300, 300])
    }

    @Test("a probe that was not made may be made at once")
    mutating func abandoned() {
        open(at: 0)
        _ = circuit.begin()
        circuit.abandonProbe(at: 500)
        #expect(circuit.permits(at: 500))
    }

    @Test("late failures of what was begun before change nothing, a late success closes it")
    mutating func late() {
        open(at: 0)
        circuit.ended(isUp: false, at: 50)
        #expect(circuit.probeAt == 100)
        circuit.ended(isUp: true, at: 60)
        #expect(circuit.isClosed)
    }
}
