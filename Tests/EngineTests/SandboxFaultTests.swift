import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox goes wrong on demand")
struct SandboxFaultTests {
    @Test("a kind that is not supported is refused, and the supported ones are named")
    func refusesUnknown() throws {
        let world = SandboxWorld()
        do {
            try world.sandbox.addFault(kind: "earthquake")
            Issue.record("the fault was accepted")
        } catch {
            #expect(error.code == .requestInvalid)
            #expect(error.detail.contains("timelock, lose_receipt, upstream_error"))
        }
    }

    @Test("values out of range are refused")
    func refusesValues() {
        let world = SandboxWorld()
        let kind = "lose_receipt"
        #expect(code { try world.sandbox.addFault(kind: kind, count: 0) } == .requestInvalid)
        #expect(
            code { try world.sandbox.addFault(kind: kind, probability: 1.5) } == .requestInvalid
        )
        #expect(
            code { try world.sandbox.addFault(kind: kind, code: .authMissing) } == .requestInvalid
        )
    }

    @Test("a time-locked account starts no chat and answers those it has")
    func timelock() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        try world.sandbox.addFault(kind: "timelock", instance: world.demo)
        #expect(code { try world.send("5511988888888", world.demo) } == .accountRestricted)
        try world.send("5511999999999", maria)
        #expect(try world.send("5511988888888", world.demo).isFromMe)
        world.sandbox.removeFaults()
        #expect(try world.send("5521977776666", world.demo).isFromMe)
    }

    @Test("a lost receipt is lost and the next one comes")
    func losesReceipt() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.reads])
        try world.sandbox.addFault(kind: "lose_receipt", count: 1)
        try world.send("5511977776666", world.demo)
        world.advance(60_000)
        #expect(world.statuses[world.demo] == [.read])
        #expect(world.sandbox.faults.isEmpty)
    }

    @Test("a failing upstream fails with its code and changes nothing")
    func fails() throws {
        let world = try SandboxWorld.demo()
        try world.sandbox.addFault(kind: "upstream_error", count: 1, code: .internalError)
        #expect(code { try world.send("5511988888888", world.demo) } == .internalError)
        #expect(world.sandbox.nextDue == nil)
        #expect(try world.send("5511988888888", world.demo).isFromMe)
    }

    @Test("a probability strikes about as often as it says")
    func probability() throws {
        let world = try SandboxWorld.demo()
        try world.sandbox.addFault(kind: "lose_receipt", probability: 0.5)
        for _ in 0..<200 { try world.send("5511988888888", world.demo) }
        world.advance(1000)
        #expect((50...150).contains(world.statuses[world.demo]?.count ?? 0))
    }
}
