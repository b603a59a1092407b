import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox has phones call")
struct SandboxCallTests {
    static let demo = "5511999999999"
    static let maria = "5511988888888"

    @Test("a call is offered, and missed after 30 seconds")
    func misses() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", Self.demo)
        let id = try world.call(from: Self.maria, to: Self.demo, isVideo: true)
        #expect(id.wholeMatch(of: /[0-9A-F]{32}/) != nil)
        let lid = world.sandbox.phones.first { $0.number.digits == Self.maria }?.lid
        let call = Call(id: id, from: try address(Self.maria), lid: lid, group: nil, isVideo: true)
        #expect(world.events[world.demo] == [.callOffered(call)])
        world.advance(29_999)
        #expect(world.events[world.demo]?.count == 1)
        world.advance(1)
        #expect(world.events[world.demo] == [.callOffered(call), .callEnded(call, .missed)])
        #expect(world.events[other] == world.events[world.demo])
    }

    @Test("a call that is ended is not missed", arguments: Call.End.allCases)
    func ends(end: Call.End) throws {
        let world = try SandboxWorld.demo()
        let id = try world.call(from: Self.maria, to: Self.demo)
        try world.end(id, from: Self.maria, end)
        world.advance(60_000)
        let told = world.events("call.ended", of: world.demo)
        #expect(told.count == 1)
        guard case .callEnded(let call, end)? = told.first else {
            Issue.record("the call did not end so")
            return
        }
        #expect(call.id == id)
        #expect(code { try world.end(id, from: Self.maria, end) } == .requestInvalid)
    }

    @Test("a group's call rings at its members, and not at the caller's")
    func callsGroup() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", Self.maria)
        let joao = try world.linked("joao", "5531988887777")
        try world.call(from: Self.maria, to: SandboxGroupTests.demoGroup)
        for id in [world.demo, joao] {
            let chat = try address(SandboxGroupTests.demoGroup)
            #expect(world.events("call.offered", of: id).map(\.chat) == [chat])
        }
        #expect(world.events("call.offered", of: maria).isEmpty)
    }

    @Test("who blocked the caller hears nothing")
    func respectsBlocks() throws {
        let world = try SandboxWorld.demo()
        let contact = try address(Self.maria)
        try world.perform(BlockContact(contact: contact, isBlocked: true), world.demo)
        try world.call(from: Self.maria, to: Self.demo)
        #expect(world.events("call.offered", of: world.demo).isEmpty)
    }

    @Test("who takes calls of those they know hears those alone")
    func respectsPrivacy() throws {
        let world = try SandboxWorld.demo()
        try world.perform(SetPrivacy(changes: [.call: .known]), world.demo)
        try world.call(from: Self.maria, to: Self.demo)
        #expect(world.events("call.offered", of: world.demo).isEmpty)
        try world.send(Self.maria, world.demo)
        try world.call(from: Self.maria, to: Self.demo)
        #expect(world.events("call.offered", of: world.demo).count == 1)
    }

    @Test("calls that cannot be are refused")
    func refuses() throws {
        let world = try SandboxWorld.demo()
        #expect(code { try world.call(from: Self.maria, to: Self.maria) } == .recipientInvalid)
        #expect(
            code { try world.call(from: Self.maria, to: "5521888888888") }
                == .recipientNotOnWhatsApp
        )
        #expect(code { try world.call(from: "5511900000000", to: Self.demo) } == .requestInvalid)
        let id = try world.call(from: Self.maria, to: Self.demo)
        #expect(code { try world.end(id, from: "5521977776666", .ended) } == .requestInvalid)
    }

    @Test("a restart ends calls without a word")
    func forgets() throws {
        let world = try SandboxWorld.demo()
        let id = try world.call(from: Self.maria, to: Self.demo)
        let later = world.restarted()
        later.advance(60_000)
        #expect(later.events("call.ended", of: later.demo).isEmpty)
        #expect(code { try later.end(id, from: Self.maria, .ended) } == .requestInvalid)
    }
}

extension SandboxWorld {
    @discardableResult
    fileprivate func call(
        from digits: String,
        to recipient: String,
        isVideo: Bool = false
    ) throws -> String {
        let (phone, recipient) = (try number(digits), try address(recipient))
        return try control {
            try sandbox.placeCall(
                from: phone,
                to: recipient,
                isVideo: isVideo,
                now: $0,
                effects: &$1
            )
        }
    }

    fileprivate func end(_ id: String, from digits: String, _ end: Call.End) throws {
        let phone = try number(digits)
        try control { try sandbox.endCall(id, from: phone, end, now: $0, effects: &$1) }
    }
}
