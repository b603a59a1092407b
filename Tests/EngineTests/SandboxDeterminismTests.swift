import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox repeats itself from its seed and comes back from its documents")
struct SandboxDeterminismTests {
    @Test("the same calls after the same seed give the same documents and messages")
    func repeats() throws {
        let one = try Self.story(seed: 7)
        let two = try Self.story(seed: 7)
        let three = try Self.story(seed: 8)
        #expect(one.documents == two.documents)
        #expect(one.messages == two.messages)
        #expect(one.instances == two.instances)
        #expect(one.messages != three.messages)
    }

    @Test("a restored world answers as the one that wrote its documents")
    func restores() throws {
        let world = try Self.story(seed: 7)
        let later = world.restarted()
        #expect(later.sandbox.phones == world.sandbox.phones)
        for id in world.instances.keys where world.state(id) == .connected {
            let groups = ListGroups(onlyAdministered: false)
            #expect(try later.perform(groups, id) == world.perform(groups, id))
            #expect(try later.perform(GetPrivacy(), id) == world.perform(GetPrivacy(), id))
            let numbers = world.sandbox.phones.map { Address.phone($0.number) }
            let check = CheckNumbers(numbers: numbers)
            #expect(try later.perform(check, id) == world.perform(check, id))
        }
        #expect(later.states.isEmpty)
    }

    @Test("a restored world names nothing as before the restart, also after a lost commit")
    func namesAfresh() throws {
        let world = try SandboxWorld.demo()
        var ids: Set<MessageID> = [try world.send("5511988888888", world.demo).id]
        let documents = world.documents
        let instances = Array(world.instances.values)
        for _ in 0..<3 {
            world.control {
                world.sandbox.restore(
                    documents: documents,
                    instances: instances,
                    now: $0,
                    effects: &$1
                )
            }
            ids.insert(try world.send("5511988888888", world.demo).id)
        }
        ids.insert(try world.restarted().send("5511988888888", world.demo).id)
        #expect(ids.count == 5)
    }

    @Test("a document that cannot be read is left out")
    func toleratesDamage() throws {
        let world = try SandboxWorld.demo()
        var documents = world.documents
        documents[DocumentKey(space: "sandbox.phone", key: "551188888888")] = [0x7B]
        let later = SandboxWorld(
            documents: documents,
            instances: Array(world.instances.values),
            now: world.now
        )
        #expect(later.sandbox.phones.count == world.sandbox.phones.count - 1)
        #expect(code { try later.send("5511988888888", world.demo) } == .recipientNotOnWhatsApp)
    }

    @Test("seeding the demo twice changes nothing")
    func seedsOnce() throws {
        let world = try SandboxWorld.demo()
        let documents = world.documents
        try world.seedDemo()
        #expect(world.documents == documents)
    }

    /// A little of everything.
    private static func story(seed: UInt64) throws -> SandboxWorld {
        let world = SandboxWorld(seed: seed) { $0.autoPairMilliseconds = 3000 }
        try world.seedDemo()
        let demo = try world.linked("demo", "5511999999999")
        let fresh = world.instance("fresh")
        try world.addPhone("5511977776666", [.answers])
        try world.perform(ConnectInstance(), fresh)
        try world.send("5511977776666", demo)
        world.advance(10_000)
        try world.send("5511999999999", fresh)
        try world.perform(CreateGroup(subject: "New", participants: []), fresh)
        try world.perform(SetPrivacy(changes: [.lastSeen: .none]), fresh)
        let waiting = world.instance("waiting")
        try world.perform(ConnectInstance(), waiting)
        return world
    }
}
