import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox moves links through their states")
struct SandboxLifecycleTests {
    /// Something that happens to a linked instance, and where it leads.
    struct Fall: Sendable, CustomTestStringConvertible {
        let reason: Disconnect.Reason
        let at: String
        let later: String
        var testDescription: String { reason.rawValue }
    }

    static let falls = [
        Fall(reason: .network, at: "reconnecting", later: "connected"),
        Fall(reason: .replaced, at: "disconnected", later: "disconnected"),
        Fall(reason: .logout, at: "logged_out", later: "logged_out"),
        Fall(reason: .banned, at: "failed", later: "failed"),
    ]

    @Test("a dropped link comes back or not, by its reason", arguments: falls)
    func drops(_ fall: Fall) throws {
        let world = SandboxWorld()
        let id = try world.linked("a", "5511988887777")
        try world.drop(id, fall.reason)
        #expect(world.state(id)?.name == fall.at)
        #expect(world.instances[id]?.lastDisconnect?.reason == fall.reason)
        #expect(code { try world.drop(id, fall.reason) } == .instanceNotConnected)
        world.advance(60_000)
        #expect(world.state(id)?.name == fall.later)
    }

    @Test("connecting again resumes a kept login and pairs anew without one", arguments: falls)
    func connectsAgain(_ fall: Fall) throws {
        let world = SandboxWorld()
        let id = try world.linked("a", "5511988887777")
        try world.drop(id, fall.reason)
        let outcome = try world.perform(ConnectInstance(), id)
        #expect(outcome == world.instances[id])
        let keepsLogin = fall.reason == .network || fall.reason == .replaced
        #expect(outcome.state.name == (keepsLogin ? "reconnecting" : "awaiting_pairing"))
        world.advance(1000)
        #expect((world.state(id) == .connected) == keepsLogin)
    }

    @Test("a restart keeps the login and comes back after a while")
    func restarts() throws {
        let world = SandboxWorld()
        let id = try world.linked("a", "5511988887777")
        let outcome = try world.perform(RestartInstance(), id)
        #expect(outcome.state == .reconnecting)
        #expect(outcome == world.instances[id])
        #expect(code { try world.send("5511988887777", id) } == .instanceNotConnected)
        world.advance(1000)
        #expect(world.state(id) == .connected)
    }

    @Test("a restart without a login begins a pairing by QR code")
    func restartsWithoutLogin() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        #expect(try world.perform(RestartInstance(), id).state.pairing?.qr != nil)
    }

    @Test("disconnecting says whether there was something to end")
    func disconnects() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        #expect(try !world.perform(DisconnectInstance(), id).wasActive)
        try world.perform(ConnectInstance(), id)
        let cancelled = try world.perform(DisconnectInstance(), id)
        #expect(cancelled.wasActive)
        #expect(cancelled.instance.state == .disconnected)
        try world.perform(ConnectInstance(), id)
        try world.scan(id, "5511988887777")
        let ended = try world.perform(DisconnectInstance(), id)
        #expect(ended.instance == world.instances[id])
        #expect(ended.instance.state == .loggedOut)
        #expect(ended.instance.account?.phone.digits == "5511988887777")
        #expect(ended.instance.lastDisconnect?.reason == .logout)
    }

    @Test("a removed instance gets nothing any more and leaves no documents of its own")
    func forgets() throws {
        let world = SandboxWorld()
        let id = try world.linked("a", "5511988887777")
        let other = try world.linked("b", "5511988886666")
        let instance = try #require(world.instances[id])
        world.control { world.sandbox.forget(instance, now: $0, effects: &$1) }
        try world.send("5511988887777", other)
        #expect(world.messages[id] == nil)
        #expect(!world.documents.keys.contains { $0.key == id.text })
    }

    @Test("what an instance missed while it was away arrives when it is back, in order")
    func catchesUp() throws {
        let world = SandboxWorld()
        let id = try world.linked("a", "5511988887777")
        let other = try world.linked("b", "5511988886666")
        try world.drop(id, .network)
        let sent = try [world.send("5511988887777", other), world.send("5511988887777", other)]
        #expect(world.messages[id] == nil)
        world.advance(1000)
        #expect(world.messages[id]?.map(\.id) == sent.map(\.id))
    }

    @Test("an instance that claims a link the world does not know of is put right")
    func reconciles() {
        var instance = Instance(
            id: InstanceID("a"),
            tenant: TenantID("t"),
            name: "a",
            createdAt: Timestamp(milliseconds: 0)
        )
        instance.state = .connected
        let world = SandboxWorld(instances: [instance])
        #expect(world.state(instance.id) == .loggedOut)
    }
}

extension SandboxWorld {
    func drop(_ id: InstanceID, _ reason: Disconnect.Reason) throws {
        try control { try sandbox.drop(id, reason: reason, now: $0, effects: &$1) }
    }

    @discardableResult
    func send(_ to: String, _ id: InstanceID, _ text: String = "Hello") throws -> Message {
        let command = SendMessage(recipient: try address(to), content: .text(TextContent(text)))
        return try perform(command, id).message
    }
}
