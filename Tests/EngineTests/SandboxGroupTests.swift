import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox keeps groups")
struct SandboxGroupTests {
    static let demoGroup = "120363000000000001@g.us"

    @Test("the demo group has its superadmin and its members")
    func hasDemoGroup() throws {
        let world = try SandboxWorld.demo()
        let group = try world.perform(GetGroup(group: try address(Self.demoGroup)), world.demo)
        #expect(group.subject == "Demo Group")
        let expected = ["5511999999999", "5511988888888", "553188887777"]
        #expect(group.participants.map(\.address.phone?.digits) == expected)
        #expect(group.participants.map(\.role) == [.superadmin, .member, .member])
    }

    @Test("a new group has those who exist, and all of them are told")
    func creates() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let wanted = try ["5511988888888", "5521888888888", "5511988888888"].map(address)
        let command = CreateGroup(subject: "New", participants: wanted)
        let group = try world.perform(command, world.demo)
        #expect(group.id.jid.wholeMatch(of: /120363[0-9]{12}@g\.us/) != nil)
        #expect(group.participants.count == 2)
        #expect(
            world.events[maria]?.last
                == .groupJoined(group, by: .phone(try number("5511999999999")), isNew: true)
        )
        #expect(try world.restarted().perform(GetGroup(group: group.id), world.demo) == group)
    }

    @Test("a group of nobody who exists is refused")
    func refusesNobody() throws {
        let world = try SandboxWorld.demo()
        let command = CreateGroup(subject: "New", participants: [try address("5521888888888")])
        #expect(code { try world.perform(command, world.demo) } == .groupParticipantRefused)
    }

    @Test("groups are listed oldest first, on wish only the administered ones")
    func lists() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        world.advance(10)
        let mine = try world.perform(CreateGroup(subject: "Mine", participants: []), maria)
        let all = try world.perform(ListGroups(onlyAdministered: false), maria)
        #expect(all.map(\.id) == [try address(Self.demoGroup), mine.id])
        let administered = try world.perform(ListGroups(onlyAdministered: true), maria)
        #expect(administered == [mine])
    }

    @Test("who is no member does not know the group")
    func hidesFromOthers() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", "5521977776666")
        let group = try address(Self.demoGroup)
        #expect(code { try world.perform(GetGroup(group: group), carla) } == .groupNotFound)
        #expect(code { try world.send(Self.demoGroup, carla) } == .groupNotFound)
    }

    @Test("only admins change members")
    func needsAdmin() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        #expect(code { _ = try world.change(.add, ["5521977776666"], maria) } == .groupNotAdmin)
        _ = try world.change(.promote, ["5511988888888"])
        #expect(try world.change(.add, ["5521977776666"], maria).count == 1)
    }

    @Test(
        "the superadmin is neither demoted nor removed",
        arguments: [
            ChangeParticipants.Change.demote, .remove,
        ]
    )
    func keepsSuperadmin(change: ChangeParticipants.Change) throws {
        let world = try SandboxWorld.demo()
        #expect(
            code { _ = try world.change(change, ["5511999999999"]) } == .groupParticipantRefused
        )
    }

    @Test("a change tells those it concerns, and twice is as once")
    func tells() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", "5521977776666")
        let group = try address(Self.demoGroup)
        let added = try world.change(.add, ["5521977776666", "5521888888888"])
        #expect(added == [.phone(try number("5521977776666"))])
        let told = try #require(world.events[carla]?.suffix(2))
        #expect(told.map(\.kind) == ["group.joined", "group.participants"])
        #expect(told.allSatisfy { $0.chat == group })
        let count = world.events[carla]?.count
        #expect(try world.change(.add, ["5521977776666"]) == added)
        #expect(world.events[carla]?.count == count)
        _ = try world.change(.remove, ["5521977776666"])
        #expect(
            world.events[carla]?.last
                == .groupLeft(group, by: .phone(try number("5511999999999")))
        )
    }

    @Test("in an announcement group only admins write")
    func announces() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let group = try address(Self.demoGroup)
        let command = RestrictGroup(group: group, restriction: .sending, onlyAdmins: true)
        #expect(try world.perform(command, world.demo).isAnnounce)
        #expect(code { try world.send(Self.demoGroup, maria) } == .groupNotAdmin)
        #expect(try world.send(Self.demoGroup, world.demo).chat == group)
        #expect(code { try world.perform(command, maria) } == .groupNotAdmin)
    }

    @Test("a message reaches every member's instances")
    func reaches() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let joao = try world.linked("joao", "5531988887777")
        let sent = try world.send(Self.demoGroup, maria)
        for id in [world.demo, joao] {
            let received = try #require(world.messages[id]?.first)
            #expect(received.chat == sent.chat)
            #expect(received.sender == .phone(try number("5511988888888")))
        }
        world.advance(1000)
        let first = try address("5511999999999")
        let receipt = EventPayload.messageStatus(
            sent.id,
            .delivered,
            chat: sent.chat,
            participant: first
        )
        #expect(world.receipts[maria] == [receipt])
    }

    @Test("a group whose other members are switched off takes no message")
    func offline() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.offline])
        let offline = try address("5511977776666")
        let group = try world.perform(
            CreateGroup(subject: "Night", participants: [offline]),
            world.demo
        )
        try world.send(group.id.jid, world.demo)
        world.advance(60_000)
        #expect(world.statuses[world.demo] == [.sent])
    }

    @Test("the owner may leave, and the first of the others becomes an admin")
    func leaves() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let group = try address(Self.demoGroup)
        try world.perform(LeaveGroup(group: group), world.demo)
        #expect(
            world.events[world.demo]?.last
                == .groupLeft(group, by: .phone(try number("5511999999999")))
        )
        let left = try world.perform(GetGroup(group: group), maria)
        #expect(left.participants.map(\.role) == [.admin, .member])
        #expect(try world.change(.add, ["5521977776666"], maria).count == 1)
    }

    @Test("a group ends with its last member")
    func ends() throws {
        let world = try SandboxWorld.demo()
        let group = try world.perform(CreateGroup(subject: "Mine", participants: []), world.demo)
        try world.perform(LeaveGroup(group: group.id), world.demo)
        #expect(!world.documents.keys.contains { group.id == .group($0.key) })
    }

    @Test("who cannot be added to groups is not")
    func respectsPrivacy() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", "5521977776666")
        try world.perform(SetPrivacy(changes: [.groupAdd: .none]), carla)
        #expect(code { _ = try world.change(.add, ["5521977776666"]) } == .groupParticipantRefused)
    }
}

extension SandboxWorld {
    func change(
        _ change: ChangeParticipants.Change,
        _ digits: [String],
        _ id: InstanceID? = nil
    ) throws -> [Address] {
        let command = ChangeParticipants(
            group: try address(SandboxGroupTests.demoGroup),
            change: change,
            participants: try digits.map(address)
        )
        return try perform(command, id ?? demo)
    }
}
