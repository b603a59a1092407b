import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox keeps labels")
struct SandboxLabelTests {
    static let maria = "5511988888888"

    @Test("labels are made, changed and deleted before all of the account's instances")
    func changes() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", "5511999999999")
        let first = try world.addLabel("New customer", 3)
        #expect(first == Label(id: "1", name: "New customer", color: 3))
        let changed = try world.changeLabel("1", name: "Customer", color: nil)
        #expect(try world.changeLabel("1", name: "Customer", color: 3) == changed)
        try world.removeLabel("1")
        let expected: [EventPayload] = [
            .labelChanged(first),
            .labelChanged(Label(id: "1", name: "Customer", color: 3)),
            .labelChanged(Label(id: "1", name: "Customer", color: 3, isDeleted: true)),
        ]
        #expect(world.events("label.changed", of: world.demo) == expected)
        #expect(world.events("label.changed", of: other) == expected)
        #expect(try world.sandbox.labels(of: world.demo).isEmpty)
    }

    @Test("an id is not given again, and labels survive a restart")
    func keeps() throws {
        let world = try SandboxWorld.demo()
        try world.addLabel("One", 0)
        try world.addLabel("Two", 19)
        try world.removeLabel("2")
        let later = world.restarted()
        #expect(try later.addLabel("Three", 1).id == "3")
        #expect(try later.sandbox.labels(of: later.demo).map(\.name) == ["One", "Three"])
    }

    @Test("a label is put on a chat and taken off, each once")
    func attaches() throws {
        let world = try SandboxWorld.demo()
        try world.addLabel("One", 0)
        try world.label(Self.maria, "1", true)
        try world.label(Self.maria, "1", true)
        let later = world.restarted()
        try later.label(Self.maria, "1", true)
        try later.label(Self.maria, "1", false)
        let chat = try address(Self.maria)
        let on = EventPayload.labelAttached("1", chat: chat, isAttached: true)
        let off = EventPayload.labelAttached("1", chat: chat, isAttached: false)
        #expect(world.events("label.attached", of: world.demo) == [on])
        #expect(later.events("label.attached", of: world.demo) == [off])
    }

    @Test(
        "a name or colour that cannot be is refused",
        arguments: [("", 0), (String(repeating: "a", count: 101), 0), ("One", -1), ("One", 20)]
    )
    func refuses(name: String, color: Int) throws {
        let world = try SandboxWorld.demo()
        #expect(code { try world.addLabel(name, color) } == .requestInvalid)
        try world.addLabel("Good", 1)
        #expect(code { try world.changeLabel("1", name: name, color: color) } == .requestInvalid)
    }

    @Test("labels that are not there, and too many, are refused")
    func bounds() throws {
        let world = try SandboxWorld.demo()
        #expect(code { try world.removeLabel("1") } == .requestInvalid)
        #expect(code { try world.label(Self.maria, "1", true) } == .requestInvalid)
        for number in 1...20 { try world.addLabel("L\(number)", 0) }
        #expect(code { try world.addLabel("L21", 0) } == .requestInvalid)
    }

    @Test("an instance without a phone has no labels")
    func refusesUnlinked() throws {
        let world = try SandboxWorld.demo()
        let fresh = world.instance("fresh")
        #expect(code { _ = try world.sandbox.labels(of: fresh) } == .instanceNotConnected)
    }
}

extension SandboxWorld {
    @discardableResult
    fileprivate func addLabel(_ name: String, _ color: Int) throws -> Label {
        try control {
            try sandbox.addLabel(name, color: color, of: demo, now: $0, effects: &$1)
        }
    }

    @discardableResult
    fileprivate func changeLabel(_ id: String, name: String?, color: Int?) throws -> Label {
        try control {
            try sandbox.changeLabel(
                id,
                name: name,
                color: color,
                of: demo,
                now: $0,
                effects: &$1
            )
        }
    }

    fileprivate func removeLabel(_ id: String) throws {
        try control { try sandbox.removeLabel(id, of: demo, now: $0, effects: &$1) }
    }

    fileprivate func label(_ chat: String, _ id: String, _ isAttached: Bool) throws {
        let chat = try address(chat)
        try control {
            try sandbox.label(
                chat,
                with: id,
                isAttached: isAttached,
                of: demo,
                now: $0,
                effects: &$1
            )
        }
    }
}
