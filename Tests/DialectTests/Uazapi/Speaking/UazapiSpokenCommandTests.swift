import ConformanceKit
import DialectKit
import Testing
import Uazapi

@Suite("uazapi is asked about chats, contacts, groups and the account")
struct UazapiSpokenCommandTests {
    static let ana = UazapiFixture.friend
    static let team = Address.group("120363000000000001")
    private static let ok = UpstreamReply(200, #"{"response":"done"}"#)
    private static let group = UpstreamReply(200, groupJSON)

    /// The Group object of the capture.
    static let groupJSON =
        #"{"JID":"120363000000000001@g.us","OwnerJID":"100000000000001@lid","#
        + #""OwnerPN":"5511999999999@s.whatsapp.net","Name":"Equipe","Topic":"","#
        + #""IsLocked":false,"IsAnnounce":true,"GroupCreated":"2026-08-19T17:49:46Z","#
        + #""OwnerIsAdmin":true,"Participants":[{"JID":"100000000000001@lid","#
        + #""LID":"100000000000001@lid","PhoneNumber":"5511999999999@s.whatsapp.net","#
        + #""IsAdmin":true,"IsSuperAdmin":true,"DisplayName":"","Error":0,"AddRequest":null}]}"#

    private static func request(_ command: some Command) throws -> UpstreamRequest {
        try #require(try UazapiSpoken.play(command, []).requests.first)
    }

    @Test("each command has its request")
    func requests() throws {
        let two = [Self.ana, Address.lid("100000000000002")]
        #expect(try Self.request(GetPrivacy()).line == "GET /instance/privacy")
        #expect(
            try Self.request(SetPrivacy(changes: [.call: .known, .groupAdd: .contacts])).line
                == #"POST /instance/privacy {"groupadd":"contacts","calladd":"known"}"#
        )
        #expect(
            try Self.request(SetAvailability(isAvailable: false)).line
                == #"POST /instance/presence {"presence":"unavailable"}"#
        )
        #expect(
            try Self.request(SendChatPresence(chat: Self.team, activity: .recording)).line
                == #"POST /message/presence {"number":"120363000000000001@g.us","#
                + #""presence":"recording"}"#
        )
        #expect(
            try Self.request(MarkChat(chat: Self.ana, isRead: false)).line
                == #"POST /chat/read {"number":"5511888888888@s.whatsapp.net","read":false}"#
        )
        #expect(
            try Self.request(RevokeMessage(chat: Self.ana, message: MessageID("3EB0AA"))).line
                == #"POST /message/delete {"id":"3EB0AA"}"#
        )
        #expect(
            try Self.request(CheckNumbers(numbers: two)).line
                == #"POST /chat/check {"numbers":["5511888888888","100000000000002@lid"]}"#
        )
        #expect(
            try Self.request(GetProfilePicture(subject: Self.ana)).line
                == #"POST /chat/details {"number":"5511888888888@s.whatsapp.net","preview":false}"#
        )
        #expect(
            try Self.request(BlockContact(contact: Self.ana, isBlocked: true)).line
                == #"POST /chat/block {"number":"5511888888888@s.whatsapp.net","block":true}"#
        )
    }

    @Test("each command about groups has its request, and only a creation is made once")
    func groupRequests() throws {
        let creation = try Self.request(CreateGroup(subject: "Equipe", participants: [Self.ana]))
        #expect(
            creation.line
                == #"POST /group/create {"name":"Equipe","participants":["5511888888888"]}"#
        )
        #expect(creation.effect == .once)
        let list = try Self.request(ListGroups(onlyAdministered: true))
        #expect(list.line == "GET /group/list")
        #expect(list.effect == .safe)
        #expect(
            try Self.request(GetGroup(group: Self.team)).line
                == #"POST /group/info {"groupjid":"120363000000000001@g.us"}"#
        )
        #expect(
            try Self.request(LeaveGroup(group: Self.team)).line
                == #"POST /group/leave {"groupjid":"120363000000000001@g.us"}"#
        )
        #expect(
            try Self.request(
                ChangeParticipants(group: Self.team, change: .promote, participants: [Self.ana])
            ).line
                == #"POST /group/updateParticipants {"groupjid":"120363000000000001@g.us","#
                + #""action":"promote","participants":["5511888888888@s.whatsapp.net"]}"#
        )
        #expect(
            try Self.request(
                RestrictGroup(group: Self.team, restriction: .sending, onlyAdmins: true)
            ).line
                == #"POST /group/updateAnnounce {"groupjid":"120363000000000001@g.us","#
                + #""announce":true}"#
        )
        #expect(
            try Self.request(
                RestrictGroup(group: Self.team, restriction: .settings, onlyAdmins: false)
            ).line
                == #"POST /group/updateLocked {"groupjid":"120363000000000001@g.us","#
                + #""locked":false}"#
        )
    }

    @Test("privacy is read with all its settings, and an unknown audience is told as lost")
    func privacy() throws {
        let answer = UpstreamReply(
            200,
            #"{"groupadd":"contacts","last":"contact_blacklist","status":"none","profile":"all","#
                + #""readreceipts":"all","online":"match_last_seen","calladd":"friends","new":"all"}"#
        )
        let told = try UazapiSpoken.end(GetPrivacy(), [answer])
        #expect(
            told.outcome == [
                .groupAdd: .contacts, .lastSeen: .contactsExcept, .about: .none, .picture: .all,
                .readReceipts: .all, .online: .sameAsLastSeen,
            ]
        )
        #expect(told.losses == [.unknownAudience])
    }

    @Test("a revoked message is the one that is known, with the moment")
    func revoke() throws {
        let known = UazapiFixture.message(.text(TextContent("Olá")))
        let command = RevokeMessage(chat: Self.ana, message: known.id)
        let answer = UpstreamReply(200, #"{"timestamp":"2026-08-19T17:48:26Z","id":"3EB0"}"#)
        let told = try UazapiSpoken.end(command, [answer], UazapiSpoken.context(message: known))
        #expect(told.outcome.content == known.content)
        #expect(told.outcome.revokedAt == Timestamp(iso8601: "2026-08-19T17:48:26Z"))
        #expect(try UazapiSpoken.end(command, [answer]).outcome.id == known.id)
    }

    @Test("a number is answered by its own entry, whose jid is the address")
    func check() throws {
        let short = Samples.ana
        let gone = Samples.address("5500000000000")
        let answer = UpstreamReply(
            200,
            #"[{"query":"5511888888888","jid":"551188888888@s.whatsapp.net","#
                + #""lid":"100000000000001@lid","isInWhatsapp":true,"verifiedName":"Ana"},"#
                + #"{"query":"5500000000000","jid":"","isInWhatsapp":false,"verifiedName":"","#
                + #""error":"the number 5500000000000@s.whatsapp.net is not on WhatsApp"}]"#
        )
        // In another order than the answer, and one of them twice.
        let command = CheckNumbers(numbers: [gone, Self.ana, gone])
        let told = try UazapiSpoken.end(command, [answer])
        #expect(told.outcome.map(\.asked) == [gone, Self.ana, gone])
        #expect(told.outcome.map { $0.resolved?.jid } == [nil, "551188888888@s.whatsapp.net", nil])
        #expect(told.outcome.map(\.lid) == [nil, "100000000000001", nil])
        #expect(told.outcome[1].verifiedName == "Ana")
        #expect(told.observations.count == 1)
        let missing = CheckNumbers(numbers: [short])
        #expect(try UazapiSpoken.failure(missing, answer)?.code == .upstreamProtocol)
    }

    @Test(
        "a picture that is hidden is none",
        arguments: [("", nil), ("https://p/1", "https://p/1")]
    )
    func picture(image: String, expected: String?) throws {
        let answer = UpstreamReply(200, #"{"wa_chatid":"x","image":"\#(image)"}"#)
        let told = try UazapiSpoken.end(GetProfilePicture(subject: Self.ana), [answer])
        #expect(told.outcome.url == expected)
    }

    @Test("calls that tell nothing end with nothing")
    func nothing() throws {
        let block = BlockContact(contact: Self.ana, isBlocked: true)
        #expect(try UazapiSpoken.end(block, [Self.ok]).outcome == .init())
        let leave = LeaveGroup(group: Self.team)
        #expect(try UazapiSpoken.end(leave, [Self.ok]).outcome == .init())
        let mark = MarkChat(chat: Self.ana, isRead: true)
        #expect(try UazapiSpoken.end(mark, [Self.ok]).outcome == .init())
        let online = SetAvailability(isAvailable: true)
        #expect(try UazapiSpoken.end(online, [Self.ok]).outcome == .init())
    }

    @Test("a group is read with the phones of its members")
    func group() throws {
        let told = try UazapiSpoken.end(GetGroup(group: Self.team), [Self.group])
        let me = UazapiFixture.me
        #expect(
            told.outcome
                == Group(
                    id: Self.team,
                    subject: "Equipe",
                    owner: .phone(me),
                    createdAt: Timestamp(milliseconds: 1_787_161_786_000),
                    isAnnounce: true,
                    participants: [
                        Participant(
                            address: .phone(me),
                            lid: "100000000000001",
                            role: .superadmin
                        )
                    ]
                )
        )
        #expect(told.observations.map(\.kind) == [.identity(lid: "100000000000001", phone: me)])
        let created = try UazapiSpoken.end(
            CreateGroup(subject: "Equipe", participants: []),
            [Self.group]
        )
        #expect(created.outcome == told.outcome)
    }

    @Test("groups are listed oldest first, those that are administered by the account's own role")
    func groups() throws {
        let old =
            #"{"JID":"120363000000000002@g.us","Name":"Velho","OwnerIsAdmin":false,"#
            + #""GroupCreated":"0001-01-01T00:00:00Z","Participants":null}"#
        let answer = UpstreamReply(200, #"{"groups":[\#(Self.groupJSON),\#(old),{"JID":"x"}]}"#)
        let all = try UazapiSpoken.end(ListGroups(onlyAdministered: false), [answer])
        #expect(all.outcome.map(\.subject) == ["Velho", "Equipe"])
        let own = try UazapiSpoken.end(ListGroups(onlyAdministered: true), [answer])
        #expect(own.outcome.map(\.subject) == ["Equipe"])
        let none = UpstreamReply(200, #"{"groups":null}"#)
        #expect(try UazapiSpoken.end(ListGroups(onlyAdministered: false), [none]).outcome == [])
    }

    @Test("members to whom nothing was done are left out, and nobody is a refusal")
    func participants() throws {
        let bia = Samples.address("5511777777777")
        // The answer leaves the ninth digit out.
        let ninth = Samples.address("5511988888888")
        let command = ChangeParticipants(
            group: Self.team,
            change: .add,
            participants: [bia, ninth, .lid("100000000000009")]
        )
        func answer(_ error: Int) -> UpstreamReply {
            UpstreamReply(
                200,
                #"{"groupUpdated":[{"JID":"100000000000009@lid","PhoneNumber":"","Error":\#(error)},"#
                    + #"{"JID":"551188888888@s.whatsapp.net","Error":\#(error)},"#
                    + #"{"JID":"5511777777777@s.whatsapp.net","Error":403}],"needs_refresh":false}"#
            )
        }
        let told = try UazapiSpoken.end(command, [answer(0)])
        #expect(told.outcome.map(\.jid) == ["551188888888@s.whatsapp.net", "100000000000009@lid"])
        // A repeat finds them there.
        let again = try UazapiSpoken.end(command, [answer(409)])
        #expect(again.outcome == told.outcome)
        let failure = try UazapiSpoken.failure(command, answer(408))
        #expect(failure?.code == .groupParticipantRefused)
    }

    @Test("a group that may be out of date is read again")
    func restrict() throws {
        let command = RestrictGroup(group: Self.team, restriction: .sending, onlyAdmins: true)
        let stale = UpstreamReply(200, #"{"group":\#(Self.groupJSON),"needs_refresh":true}"#)
        let play = try UazapiSpoken.play(command, [stale, Self.group])
        #expect(play.requests.map(\.target) == ["/group/updateAnnounce", "/group/info"])
        #expect(try #require(play.end).get().outcome.isAnnounce)
        let fresh = UpstreamReply(200, #"{"group":\#(Self.groupJSON),"needs_refresh":false}"#)
        #expect(try UazapiSpoken.play(command, [fresh]).requests.count == 1)
    }
}
