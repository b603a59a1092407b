import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's groups are made, read and changed")
struct EvolutionGroupTests {
    private static let query = "?groupJid=120363000000000001%40g.us"
    private let old = Samples.address("553188887777")

    @Test("a group is made once, of full ids")
    func create() throws {
        let command = CreateGroup(subject: "Vendas", participants: [EvolutionPlay.ana])
        let played = try EvolutionPlay.play(command, ["createGroup.1"])
        #expect(
            played.said == [
                #"POST /group/create/loja {"subject":"Vendas","participants":["5511988888888@s.whatsapp.net"]}"#
            ]
        )
        #expect(played.play.requests.first?.effect == .once)
        let group = try played.told().outcome
        #expect(group.id == EvolutionPlay.group)
        #expect(group.createdAt == EvolutionPlay.now)
        #expect(group.participants.map(\.role) == [.superadmin, .member])
    }

    @Test(
        "groups are listed oldest first, with their members",
        arguments: [
            (false, ["120363000000000002@g.us", "120363000000000001@g.us"]),
            (true, ["120363000000000001@g.us"]),
        ]
    )
    func list(onlyAdministered: Bool, ids: [String]) throws {
        let played = try EvolutionPlay.play(
            ListGroups(onlyAdministered: onlyAdministered),
            ["fetchAllGroups.1"]
        )
        #expect(played.said == ["GET /group/fetchAllGroups/loja?getParticipants=true"])
        #expect(try played.told().outcome.map(\.id.jid) == ids)
    }

    @Test("a group without members has none")
    func listWithoutMembers() throws {
        let groups = try EvolutionPlay.play(
            ListGroups(onlyAdministered: false),
            ["fetchAllGroups.2"]
        ).told().outcome
        #expect(groups.map(\.participants) == [[]])
    }

    @Test("a group is read with its settings")
    func info() throws {
        let played = try EvolutionPlay.play(
            GetGroup(group: EvolutionPlay.group),
            ["findGroupInfos.1"]
        )
        #expect(played.said == ["GET /group/findGroupInfos/loja" + Self.query])
        let group = try played.told().outcome
        #expect(group.description == "Só pedidos")
        #expect(group.isAnnounce && !group.isLocked)
        #expect(group.participants.map(\.role) == [.superadmin, .member, .admin])
    }

    @Test("members by LID have a phone where one is told, and never the LID's digits for one")
    func lidMembers() throws {
        let group = try EvolutionPlay.play(
            GetGroup(group: EvolutionPlay.group),
            ["findGroupInfos.2"]
        ).told().outcome
        #expect(
            group.participants == [
                Participant(address: EvolutionPlay.ana, lid: "123456789012345", role: .admin),
                Participant(address: .lid("999888777666"), lid: "999888777666", role: .member),
                Participant(
                    address: .lid("111222333444555"),
                    lid: "111222333444555",
                    role: .member
                ),
            ]
        )
    }

    @Test(
        "members are changed, and those told to whom it was done",
        arguments: ChangeParticipants.Change.allCases
    )
    func participants(change: ChangeParticipants.Change) throws {
        let command = ChangeParticipants(
            group: EvolutionPlay.group,
            change: change,
            participants: [EvolutionPlay.ana, old]
        )
        let played = try EvolutionPlay.play(command, ["updateParticipant.1"])
        #expect(
            played.said == [
                "POST /group/updateParticipant/loja" + Self.query
                    + " {\"action\":\"\(change.rawValue)\",\"participants\":[\"5511988888888@s.whatsapp.net\",\"553188887777@s.whatsapp.net\"]}"
            ]
        )
        #expect(try played.told().outcome == [EvolutionPlay.ana])
    }

    @Test("a success in which all were refused is a failure")
    func refusedParticipants() throws {
        let command = ChangeParticipants(
            group: EvolutionPlay.group,
            change: .add,
            participants: [EvolutionPlay.ana, old]
        )
        #expect(
            try EvolutionPlay.play(command, ["updateParticipant.2"]).code
                == .groupParticipantRefused
        )
    }

    @Test("a member told by LID is the one who was asked")
    func participantByLID() throws {
        let command = ChangeParticipants(
            group: EvolutionPlay.group,
            change: .add,
            participants: [EvolutionPlay.ana]
        )
        #expect(
            try EvolutionPlay.play(command, ["updateParticipant.3"]).told().outcome == [
                EvolutionPlay.ana
            ]
        )
    }

    @Test(
        "what is kept for admins has four words",
        arguments: [
            (RestrictGroup.Restriction.sending, true, "announcement"),
            (.sending, false, "not_announcement"), (.settings, true, "locked"),
            (.settings, false, "unlocked"),
        ]
    )
    func restrict(restriction: RestrictGroup.Restriction, onlyAdmins: Bool, word: String) throws {
        let command = RestrictGroup(
            group: EvolutionPlay.group,
            restriction: restriction,
            onlyAdmins: onlyAdmins
        )
        let played = try EvolutionPlay.play(command, ["updateSetting.1", "findGroupInfos.1"])
        #expect(
            played.said == [
                "POST /group/updateSetting/loja" + Self.query + " {\"action\":\"\(word)\"}",
                "GET /group/findGroupInfos/loja" + Self.query,
            ]
        )
        #expect(try played.told().outcome.id == EvolutionPlay.group)
    }

    @Test("the account leaves a group")
    func leave() throws {
        let played = try EvolutionPlay.play(
            LeaveGroup(group: EvolutionPlay.group),
            ["leaveGroup.1"]
        )
        #expect(played.said == ["DELETE /group/leaveGroup/loja" + Self.query])
        #expect(played.code == nil)
    }
}
