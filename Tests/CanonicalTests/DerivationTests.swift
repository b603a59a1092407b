import Canonical
import Testing

@Suite("What follows from the state of an instance")
struct DerivationTests {
    private final class Shouted: Sendable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private final class Counted: Sendable {
        let count: Int
        init(_ count: Int) { self.count = count }
    }

    private let instance = Instance(
        id: InstanceID("ins_1"),
        tenant: TenantID("ten_1"),
        name: "one",
        createdAt: Timestamp(milliseconds: 0)
    )

    private func shouted(_ instance: Instance) -> Shouted {
        instance.derived { Shouted(instance.name.uppercased()) }
    }

    @Test("is made once, also for copies")
    func once() {
        let copy = instance
        #expect(shouted(instance) === shouted(instance))
        #expect(shouted(copy) === shouted(instance))
    }

    @Test("is another thing for a state that changed, and for a state that changed back")
    func changed() {
        let before = shouted(instance)
        var other = instance
        other.name = "two"
        #expect(shouted(other).text == "TWO")
        #expect(shouted(instance) === before)
        other.name = "one"
        #expect(shouted(other).text == "ONE")
        #expect(other == instance)
    }

    @Test("is kept for each type by itself")
    func types() {
        #expect(shouted(instance).text == "ONE")
        #expect(instance.derived { Counted(3) }.count == 3)
        #expect(instance.derived { Counted(4) }.count == 3)
        #expect(shouted(instance).text == "ONE")
    }

    @Test("goes with the last who has the state, each type's")
    func ended() {
        var state = instance
        state.name = "two"
        weak let first = shouted(state)
        weak let second = state.derived { Counted(3) }
        #expect(first != nil && second != nil)
        state.name = "three"
        #expect(first == nil && second == nil)
    }

    @Test("is the same for all who ask at the same time")
    func together() async {
        let found = await withTaskGroup(of: ObjectIdentifier.self) { group in
            for _ in 0..<64 { group.addTask { ObjectIdentifier(shouted(instance)) } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(found == [ObjectIdentifier(shouted(instance))])
    }
}
