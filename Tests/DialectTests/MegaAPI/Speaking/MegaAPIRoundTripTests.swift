import DialectKit
import MegaAPI
import Testing

@Suite("mega-API spoken to mega-API served")
struct MegaAPIRoundTripTests {
    private func trip<C: Command>(
        _ command: C,
        message: Message? = nil,
        _ outcomes: any Sendable...
    ) async throws -> RoundTrip<C> {
        try await RoundTrip(
            command,
            in: VendorTalk.speech,
            to: MegaAPIDialect(),
            VendorTalk.context(message: message),
            outcomes: outcomes
        )
    }

    static let contents: [Content] =
        [
            .text(TextContent("Olá")), .list(MegaAPISpokenSendTests.list),
            VendorTalk.file(.document, .bytes([1, 2, 3])),
            .buttons(
                ButtonsContent(
                    title: "Oi",
                    body: "Veja",
                    footer: "Loja",
                    header: MediaContent(kind: .image, source: .url("https://e.com/a.jpg")),
                    buttons: [
                        .init(title: "A", action: .url("https://e.com")),
                        .init(title: "B", action: .call("5511999999999")),
                        .init(title: "C", action: .copy("x")),
                        .init(title: "D", action: .reply(id: "D")),
                    ]
                )
            ),
            .buttons(
                ButtonsContent(
                    body: "Confirma?",
                    footer: "Loja",
                    buttons: [.init(title: "Sim", action: .reply(id: "Sim"))]
                )
            ),
        ]
        + MediaContent.Kind.allCases.filter { $0 != .sticker }.map { kind in
            VendorTalk.file(kind, caption: [.image, .video].contains(kind) ? "Veja" : nil)
        }

    @Test("a send arrives as it was said, and its message comes back", arguments: contents.indices)
    func sends(index: Int) async throws {
        let send = SendMessage(recipient: Samples.ana, content: Self.contents[index])
        let trip = try await trip(send, Samples.sent(Self.contents[index]))
        trip.expectSame()
        let message = try trip.outcome.message
        #expect(message.id == MessageID("BAE5E1B0B0627AD9"))
        #expect(message.chat == Samples.ana)
        #expect(message.sentAt.seconds == 1_658_264_653)
    }

    @Test("an answer arrives with the message that it answers")
    func quote() async throws {
        let quoted = EventSamples.message(Samples.ana, "Vamos?")
        let quote = Quote(id: quoted.id, sender: Samples.ana, content: quoted.content)
        let send = SendMessage(
            recipient: Samples.ana,
            content: .text(TextContent("Sim")),
            quoted: quote
        )
        try await trip(send, message: quoted, Samples.sent(send.content)).expectSame()
    }

    @Test("chats")
    func chats() async throws {
        let message = EventSamples.message(Samples.ana)
        let mark = MarkChat(chat: Samples.ana, isRead: false, upTo: message.id)
        try await trip(mark, message: message, MarkChat.Outcome()).expectSame()
        let revoke = RevokeMessage(chat: Samples.ana, message: message.id)
        try await trip(revoke, message: message, message).expectSame()
        let block = BlockContact(contact: Samples.ana, isBlocked: false)
        try await trip(block, BlockContact.Outcome()).expectSame()
        let presence = SetAvailability(isAvailable: true)
        try await trip(presence, SetAvailability.Outcome()).expectSame()
    }

    @Test("activities", arguments: SendChatPresence.Activity.allCases)
    func activities(activity: SendChatPresence.Activity) async throws {
        let command = SendChatPresence(chat: Samples.ana, activity: activity)
        try await trip(command, SendChatPresence.Outcome()).expectSame()
    }

    @Test("people")
    func people() async throws {
        let answer = CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana)
        let check = try await trip(CheckNumbers(numbers: [Samples.ninth]), [answer])
        check.expectSame()
        #expect(try check.outcome == [answer])
        let picture = GetProfilePicture.Outcome(url: "https://e.com/a.jpg")
        let got = try await trip(GetProfilePicture(subject: Samples.ana), picture)
        got.expectSame()
        #expect(try got.outcome == picture)
    }

    @Test("groups")
    func groups() async throws {
        for flag in [true, false] {
            let list = try await trip(ListGroups(onlyAdministered: flag), [Samples.group])
            list.expectSame()
            #expect(try list.outcome == [Samples.group])
        }
        let info = try await trip(GetGroup(group: Samples.team), Samples.group)
        info.expectSame()
        #expect(try info.outcome == Samples.group)
        let create = CreateGroup(subject: "Nome do Grupo", participants: [Samples.ana])
        let made = try await trip(create, Samples.group)
        made.expectSame()
        #expect(try made.outcome == Samples.group)
        try await trip(LeaveGroup(group: Samples.team), LeaveGroup.Outcome()).expectSame()
    }

    @Test("members", arguments: ChangeParticipants.Change.allCases)
    func members(change: ChangeParticipants.Change) async throws {
        let people = [Samples.ana, Samples.bia]
        let command = ChangeParticipants(group: Samples.team, change: change, participants: people)
        let trip = try await trip(command, people)
        trip.expectSame()
        #expect(try trip.outcome == people)
    }

    @Test("restrictions", arguments: RestrictGroup.Restriction.allCases)
    func restrictions(restriction: RestrictGroup.Restriction) async throws {
        let command = RestrictGroup(
            group: Samples.team,
            restriction: restriction,
            onlyAdmins: true
        )
        let trip = try await trip(command, Samples.group, Samples.group)
        #expect(
            trip.commands.map { "\($0)" } == ["\(GetGroup(group: Samples.team))", "\(command)"]
        )
        let group = try trip.outcome
        #expect(
            [group.isAnnounce, group.isLocked] == [
                restriction == .sending, restriction == .settings,
            ]
        )
    }

    @Test("the link")
    func link() async throws {
        let connected = Samples.instance(.connected)
        try await trip(
            DisconnectInstance(),
            DisconnectInstance.Outcome(instance: connected, wasActive: true)
        )
        .expectSame()
        try await trip(RestartInstance(), connected).expectSame()
        let qr = try await trip(ConnectInstance(), Samples.instance(Samples.awaitingQR))
        qr.expectSame()
        let told = try #require(qr.end).get().observations.first?.kind
        guard case .link(.awaitingPairing(let code), nil)? = told else {
            Issue.record("no code is told")
            return
        }
        #expect(code.qr?.imageURL == Samples.awaitingQR.pairing?.qr?.imageURL)
        let typed = ConnectInstance(
            pairingPhone: Samples.ninth.phone,
            replacesOtherMethod: true
        )
        try await trip(typed, Samples.instance(Samples.awaitingCode)).expectSame()
        let again = try await trip(ConnectInstance(), connected, connected)
        #expect(try #require(again.end).get().observations.first?.kind == .link(.connected, nil))
    }
}
