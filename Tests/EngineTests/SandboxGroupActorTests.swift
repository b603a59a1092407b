import Canonical
import Engine
import Sandbox
import Testing

@Suite("Phones of the sandbox change their groups")
struct SandboxGroupActorTests {
    static let group = SandboxGroupTests.demoGroup
    static let demo = "5511999999999"
    static let maria = "5511988888888"
    static let carla = "5521977776666"

    static let settings: [GroupChange] = [
        .subject("Renamed"), .description("About"), .announce(true), .locked(true),
    ]

    @Test("each setting that changes is told with who changed it", arguments: settings)
    func changes(change: GroupChange) throws {
        let world = try SandboxWorld.demo()
        try world.set([change], by: Self.demo)
        try world.set([change], by: Self.demo)
        let expected = EventPayload.groupChanged(
            try address(Self.group),
            change,
            by: try address(Self.demo)
        )
        #expect(world.events("group.changed", of: world.demo) == [expected])
    }

    @Test("what changed survives a restart")
    func keeps() throws {
        let world = try SandboxWorld.demo()
        let group = try world.set(Self.settings, by: Self.demo)
        let later = world.restarted()
        #expect(try later.perform(GetGroup(group: group.id), later.demo) == group)
        #expect(group.subject == "Renamed" && group.description == "About")
        #expect(try later.set([.description(nil)], by: Self.demo).description == nil)
    }

    @Test("members change the name unless the group is locked, and never who may write")
    func needsAdmin() throws {
        let world = try SandboxWorld.demo()
        try world.set([.subject("Ours")], by: Self.maria)
        #expect(code { try world.set([.announce(true)], by: Self.maria) } == .groupNotAdmin)
        try world.set([.locked(true)], by: Self.demo)
        #expect(code { try world.set([.subject("Mine")], by: Self.maria) } == .groupNotAdmin)
    }

    @Test("a refused change changes nothing of what was asked with it")
    func refusesWhole() throws {
        let world = try SandboxWorld.demo()
        let changes: [GroupChange] = [.subject("Ours"), .announce(true)]
        #expect(code { try world.set(changes, by: Self.maria) } == .groupNotAdmin)
        #expect(world.events("group.changed", of: world.demo).isEmpty)
    }

    @Test(
        "names and descriptions that cannot be are refused",
        arguments: [
            GroupChange.subject(""), .subject(String(repeating: "a", count: 101)),
            .description(String(repeating: "a", count: 2049)),
        ]
    )
    func refusesTexts(change: GroupChange) throws {
        let world = try SandboxWorld.demo()
        #expect(code { try world.set([change], by: Self.demo) } == .requestInvalid)
    }

    @Test("an admin's phone changes members")
    func changesMembers() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", Self.carla)
        let by = try address(Self.demo)
        #expect(code { try world.change(.add, [Self.carla], by: Self.maria) } == .groupNotAdmin)
        try world.change(.add, [Self.carla], by: Self.demo)
        let told = try #require(world.events[carla])
        #expect(told.map(\.kind) == ["group.joined", "group.participants"])
        guard case .groupJoined(let group, by, false)? = told.first else {
            Issue.record("nobody joined so")
            return
        }
        #expect(group.participants.count == 4)
        try world.change(.remove, [Self.carla], by: Self.demo)
        #expect(world.events[carla]?.last == .groupLeft(try address(Self.group), by: by))
        #expect(world.events[carla]?.count == 3)
        #expect(world.events("group.participants", of: world.demo).count == 2)
    }

    @Test("whoever adds themselves joins, and whoever removes themselves leaves")
    func comesAndGoes() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", Self.carla)
        let own = try address(Self.carla)
        try world.change(.add, [Self.carla], by: Self.carla)
        guard case .groupJoined(_, own, false)? = world.events[carla]?.first else {
            Issue.record("nobody joined so")
            return
        }
        try world.change(.remove, [Self.carla], by: Self.carla)
        #expect(world.events[carla]?.last == .groupLeft(try address(Self.group), by: own))
        #expect(code { try world.change(.remove, [Self.carla], by: Self.carla) } == .groupNotFound)
    }

    @Test("a change of nobody, by nobody or in no group is refused")
    func refuses() throws {
        let world = try SandboxWorld.demo()
        #expect(code { try world.change(.add, [], by: Self.demo) } == .requestInvalid)
        #expect(
            code { try world.change(.add, [Self.carla], by: "5511900000000") } == .requestInvalid
        )
        #expect(
            code { try world.change(.promote, [Self.carla], by: Self.demo) }
                == .groupParticipantRefused
        )
        #expect(code { try world.set([.locked(true)], by: Self.carla) } == .groupNotFound)
    }
}

extension SandboxWorld {
    @discardableResult
    fileprivate func set(_ changes: [GroupChange], by digits: String) throws -> Group {
        let (phone, group) = (try number(digits), try address(SandboxGroupActorTests.group))
        return try control {
            try sandbox.changeGroup(group, changes, by: phone, now: $0, effects: &$1)
        }
    }

    @discardableResult
    fileprivate func change(
        _ change: ChangeParticipants.Change,
        _ participants: [String],
        by digits: String
    ) throws -> [Address] {
        let (phone, group) = (try number(digits), try address(SandboxGroupActorTests.group))
        let concerned = try participants.map { try address($0) }
        return try control {
            try sandbox.changeParticipants(
                of: group,
                change,
                concerned,
                by: phone,
                now: $0,
                effects: &$1
            )
        }
    }
}
