import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox keeps accounts' privacy and blocks")
struct SandboxAccountTests {
    @Test("privacy changes in part, and the answer has all of it")
    func privacy() throws {
        let world = try SandboxWorld.demo()
        var expected = try world.perform(GetPrivacy(), world.demo)
        #expect(expected.count == 7)
        #expect(Set(expected.values) == [.all])
        expected[.picture] = PrivacyAudience.none
        expected[.online] = .sameAsLastSeen
        let changes = SetPrivacy(changes: [.picture: .none, .online: .sameAsLastSeen])
        #expect(try world.perform(changes, world.demo) == expected)
        #expect(try world.restarted().perform(GetPrivacy(), world.demo) == expected)
    }

    @Test("an audience that a setting does not have is refused and changes nothing")
    func wrongAudience() throws {
        let world = try SandboxWorld.demo()
        let changes = SetPrivacy(changes: [.call: .contacts, .about: .none])
        #expect(code { try world.perform(changes, world.demo) } == .requestInvalid)
        #expect(try world.perform(GetPrivacy(), world.demo)[.about] == .all)
    }

    @Test("a blocked writer's message stays sent and never arrives")
    func blocks() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let demo = try address("5511999999999")
        try world.perform(BlockContact(contact: demo, isBlocked: true), maria)
        #expect(code { try world.send("5511999999999", maria) } == .recipientBlocked)
        let later = world.restarted()
        try later.send("5511988888888", world.demo)
        later.advance(60_000)
        #expect(later.messages[maria] == nil)
        #expect(later.statuses[world.demo] == [.sent])
        try later.perform(BlockContact(contact: demo, isBlocked: false), maria)
        try later.send("5511988888888", world.demo)
        #expect(later.messages[maria]?.count == 1)
    }

    /// What is peculiar about a phone, and whether its picture is seen.
    static let pictureCases: [(Set<PhoneTrait>, Bool)] = [
        ([], true), ([.hiddenPicture], false), ([.noPicture], false), ([.blocksYou], false),
        ([.noWhatsApp], false),
    ]

    @Test("a picture is seen by those who may", arguments: pictureCases)
    func pictures(traits: Set<PhoneTrait>, isSeen: Bool) throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", traits)
        let subject = try address("5511977776666")
        let url = try world.perform(GetProfilePicture(subject: subject), world.demo).url
        let expected = "https://pps.whatsapp.net/v/sandbox/5511977776666.jpg"
        #expect(url == (isSeen ? expected : nil))
    }

    @Test("an activity is shown to the other side")
    func presence() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let command = SendChatPresence(chat: try address("5511988888888"), activity: .recording)
        try world.perform(command, world.demo)
        let me = try address("5511999999999")
        #expect(world.events[maria]?.last == .chatPresence(chat: me, from: me, .recording))
    }

    @Test("the account shows itself online, or not")
    func availability() throws {
        let world = try SandboxWorld.demo()
        try world.perform(SetAvailability(isAvailable: true), world.demo)
        #expect(world.instances[world.demo]?.isAvailable == true)
    }

    @Test("a business has a verified name")
    func verifiedName() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.business])
        let check = CheckNumbers(numbers: [try address("5511977776666")])
        #expect(try world.perform(check, world.demo).first?.verifiedName == "N5511977776666")
    }

    @Test("another phone's id or LID cannot be taken")
    func keepsIDsApart() throws {
        let world = try SandboxWorld.demo()
        #expect(
            code { try world.addPhone("5511977776666", id: "553188887777") } == .requestInvalid
        )
    }
}
