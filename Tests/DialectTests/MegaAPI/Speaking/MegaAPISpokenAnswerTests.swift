import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API answers about people and groups")
struct MegaAPISpokenAnswerTests {
    @Test("numbers are asked one after another, in order")
    func numbers() throws {
        let command = CheckNumbers(numbers: [Samples.ninth, Samples.bia, Samples.ana, Samples.ana])
        let (_, play) = try VendorTalk.say(
            command,
            answers: "isOnWhatsApp.1",
            "isOnWhatsApp.2",
            "isOnWhatsApp.3",
            "refusal.3"
        )
        #expect(play.requests.count == 4)
        #expect(play.requests.allSatisfy { $0.effect == .safe })
        #expect(
            try #require(play.end).get().outcome == [
                CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana),
                CheckNumbers.Answer(asked: Samples.bia, resolved: nil),
                CheckNumbers.Answer(
                    asked: Samples.ana,
                    resolved: Samples.ana,
                    lid: "100000000000001"
                ),
                CheckNumbers.Answer(asked: Samples.ana, resolved: nil),
            ]
        )
    }

    @Test("no numbers are no questions")
    func noNumbers() throws {
        let (_, play) = try VendorTalk.say(CheckNumbers(numbers: []))
        #expect(play.requests.isEmpty)
        #expect(try #require(play.end).get().outcome.isEmpty)
    }

    @Test("one number that cannot be asked ends the questions")
    func brokenOff() throws {
        let command = CheckNumbers(numbers: [Samples.ana, Samples.bia])
        let (_, play) = try VendorTalk.say(command, answers: "refusal.1", "isOnWhatsApp.1")
        #expect(play.requests.count == 1)
        #expect(throws: CommandFailure(.instanceNotConnected)) { try play.end?.get() }
    }

    @Test(
        "a picture is a URL or nothing",
        arguments: [
            ("getProfilePicture.1", "https://pps.whatsapp.net/v/a.jpg?oe=00"),
            ("getProfilePicture.2", nil),
        ]
    )
    func picture(answer: String, url: String?) throws {
        let told = try VendorTalk.told(GetProfilePicture(subject: Samples.ana), answers: answer)
        #expect(told.outcome.url == url)
    }

    private static let documented = Group(
        id: Samples.address("120363000000000000@g.us"),
        subject: "Nome do Grupo",
        owner: Samples.address("5511888888888"),
        createdAt: Timestamp(milliseconds: 1_658_323_320_000),
        participants: [
            Participant(address: Samples.address("5511888888888"), role: .superadmin),
            Participant(address: Samples.ninth, role: .member),
        ]
    )

    @Test("a group that was made is told whole")
    func create() throws {
        let command = CreateGroup(subject: "Nome do Grupo", participants: [Samples.ninth])
        #expect(try VendorTalk.told(command, answers: "create.1").outcome == Self.documented)
    }

    @Test("a list may come without its envelope", arguments: ["list.1", "list.2"])
    func list(answer: String) throws {
        let told = try VendorTalk.told(ListGroups(onlyAdministered: false), answers: answer)
        #expect(told.outcome == [Self.documented])
    }

    @Test("a group's members may stand at the root", arguments: ["group.1", "group.2"])
    func group(answer: String) throws {
        let told = try VendorTalk.told(GetGroup(group: Self.documented.id), answers: answer)
        #expect(told.outcome.id == Self.documented.id)
        #expect(told.outcome.participants == Self.documented.participants)
        #expect(told.outcome.description == (answer == "group.1" ? "Sobre" : nil))
        #expect(told.outcome.isLocked == (answer == "group.1"))
    }

    @Test(
        "a restriction is put between the group and what it becomes",
        arguments: [
            (RestrictGroup.Restriction.sending, "setWhoCanSendMessage"),
            (.settings, "setWhoCanChangeSettings"),
        ]
    )
    func restrict(restriction: RestrictGroup.Restriction, route: String) throws {
        let command = RestrictGroup(
            group: Self.documented.id,
            restriction: restriction,
            onlyAdmins: true
        )
        let (_, play) = try VendorTalk.say(command, answers: "list.1", "done.1")
        #expect(throws: UpstreamReply.unreadable, "a list is no group") { try play.end?.get() }
        #expect(play.requests.count == 1)
        let (_, sound) = try VendorTalk.say(command, answers: "create.1", "done.1")
        let put = try #require(sound.requests.last)
        #expect(put.method == .put)
        #expect(
            put.target
                == "/rest/group/megastart-abc/\(route)?jid=120363000000000000%40g.us"
                + "&allowOnlyAdmins=true"
        )
        #expect(put.body == nil)
        let group = try #require(sound.end).get().outcome
        #expect(group.isAnnounce == (restriction == .sending))
        #expect(group.isLocked == (restriction == .settings))
    }

    @Test(
        "members that were changed are told, in either form",
        arguments: ["addParticipants.1", "addParticipants.2"]
    )
    func members(answer: String) throws {
        let command = ChangeParticipants(
            group: Samples.team,
            change: .add,
            participants: [Samples.address("5511888888888"), Samples.ninth]
        )
        let told = try VendorTalk.told(command, answers: answer)
        #expect(told.outcome == [Samples.address("5511888888888")])
    }

    @Test("a deleted message is told as deleted")
    func revoke() throws {
        var message = EventSamples.message(Samples.ana)
        let command = RevokeMessage(chat: Samples.ana, message: message.id)
        let told = try VendorTalk.told(
            command,
            VendorTalk.context(message: message),
            answers: "done.1"
        )
        message.revokedAt = VendorTalk.now
        #expect(told.outcome == message)
        #expect(told.observations.map(\.kind) == [.revoked(message.id, chat: Samples.ana)])
        let unknown = try VendorTalk.told(command, answers: "done.1").outcome
        #expect(unknown.id == message.id)
        #expect(unknown.revokedAt == VendorTalk.now)
    }

    @Test("a chat of which no message is known cannot be marked")
    func unknownChat() {
        #expect(throws: CommandFailure.self) {
            try VendorTalk.request(MarkChat(chat: Samples.ana, isRead: true))
        }
    }

    @Test("an account that is not known cannot be shown online")
    func unknownAccount() {
        #expect(throws: CommandFailure(.instanceNotConnected)) {
            try VendorTalk.request(
                SetAvailability(isAvailable: true),
                VendorTalk.context(hasAccount: false)
            )
        }
    }
}
