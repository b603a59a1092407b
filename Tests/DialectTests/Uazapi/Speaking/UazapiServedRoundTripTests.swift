import DialectKit
import Testing
import Uazapi

@Suite("What uazapi is asked beside sends and instances comes over whole")
struct UazapiServedRoundTripTests {
    static let group = Group(
        id: .group("120363041490582303"),
        subject: "Equipe",
        description: "Só avisos",
        owner: .phone(UazapiFixture.me),
        createdAt: Timestamp(milliseconds: 1_770_000_000_000),
        isAnnounce: true,
        participants: [
            Participant(address: .phone(UazapiFixture.me), lid: "10001", role: .superadmin),
            Participant(address: UazapiFixture.friend, lid: "10002", role: .admin),
            Participant(address: Samples.ana, role: .member),
        ]
    )

    @Test("checking numbers")
    func check() async throws {
        let numbers: [Address] = [UazapiFixture.friend, Samples.ana]
        let answers = [
            CheckNumbers.Answer(
                asked: numbers[0],
                resolved: numbers[0],
                lid: "10002",
                verifiedName: "Loja"
            ),
            CheckNumbers.Answer(asked: numbers[1], resolved: nil),
        ]
        let trip = try await ServedTrip(CheckNumbers(numbers: numbers)) {
            $0.succeed(CheckNumbers.self, with: answers)
        }
        #expect(try trip.outcome == answers)
    }

    @Test("marking a chat", arguments: [true, false])
    func mark(isRead: Bool) async throws {
        _ = try await ServedTrip(MarkChat(chat: UazapiFixture.friend, isRead: isRead)) {
            $0.succeed(MarkChat.self, with: MarkChat.Outcome())
        }.outcome
    }

    @Test("being shown active", arguments: SendChatPresence.Activity.allCases)
    func activity(_ activity: SendChatPresence.Activity) async throws {
        let command = SendChatPresence(chat: Self.group.id, activity: activity)
        _ = try await ServedTrip(command) {
            $0.succeed(SendChatPresence.self, with: SendChatPresence.Outcome())
        }.outcome
    }

    @Test("blocking", arguments: [true, false])
    func block(isBlocked: Bool) async throws {
        let command = BlockContact(contact: UazapiFixture.friend, isBlocked: isBlocked)
        let outcome = BlockContact.Outcome(blocked: [Samples.ana, UazapiFixture.friend])
        let trip = try await ServedTrip(command) { $0.succeed(BlockContact.self, with: outcome) }
        #expect(try trip.outcome == outcome)
    }

    @Test("a list of who is blocked that is not known stays unknown")
    func unknownBlocks() async throws {
        let command = BlockContact(contact: UazapiFixture.friend, isBlocked: true)
        let trip = try await ServedTrip(command) {
            $0.succeed(BlockContact.self, with: BlockContact.Outcome())
        }
        #expect(try trip.outcome.blocked == nil)
    }

    @Test("asking who is blocked", arguments: [[], [Samples.ana, UazapiFixture.friend]])
    func blocked(people: [Address]) async throws {
        let trip = try await ServedTrip(ListBlocked()) {
            $0.succeed(ListBlocked.self, with: people)
        }
        #expect(try trip.outcome == people)
    }

    @Test("deleting a message")
    func revoke() async throws {
        let message = UazapiFixture.message(.text(TextContent("Olá")))
        let command = RevokeMessage(chat: message.chat, message: message.id)
        let trip = try await ServedTrip(command, sees: message) {
            $0.succeed(FindMessages.self, with: FindMessages.Outcome(messages: [message]))
            $0.succeed(RevokeMessage.self, with: message)
        }
        #expect(try trip.outcome.revokedAt != nil)
    }

    @Test("making, reading and leaving a group")
    func groups() async throws {
        let create = CreateGroup(subject: "Equipe", participants: [UazapiFixture.friend])
        let made = try await ServedTrip(create) {
            $0.succeed(CreateGroup.self, with: Self.group)
        }
        #expect(try made.outcome == Self.group)
        let read = try await ServedTrip(GetGroup(group: Self.group.id)) {
            $0.succeed(GetGroup.self, with: Self.group)
        }
        #expect(try read.outcome == Self.group)
        _ = try await ServedTrip(LeaveGroup(group: Self.group.id)) {
            $0.succeed(LeaveGroup.self, with: LeaveGroup.Outcome())
        }.outcome
    }

    @Test("listing groups")
    func list() async throws {
        let trip = try await ServedTrip(ListGroups(onlyAdministered: false)) {
            $0.succeed(ListGroups.self, with: [Self.group])
        }
        #expect(try trip.outcome == [Self.group])
    }

    @Test("restricting a group", arguments: RestrictGroup.Restriction.allCases, [true, false])
    func restrict(restriction: RestrictGroup.Restriction, onlyAdmins: Bool) async throws {
        let command = RestrictGroup(
            group: Self.group.id,
            restriction: restriction,
            onlyAdmins: onlyAdmins
        )
        let trip = try await ServedTrip(command) {
            $0.succeed(RestrictGroup.self, with: Self.group)
        }
        #expect(try trip.outcome == Self.group)
    }

    @Test(
        "changing members, of whom some are refused",
        arguments: ChangeParticipants.Change.allCases
    )
    func members(change: ChangeParticipants.Change) async throws {
        let command = ChangeParticipants(
            group: Self.group.id,
            change: change,
            participants: [UazapiFixture.friend, Samples.ninth]
        )
        let trip = try await ServedTrip(command) {
            $0.succeed(ChangeParticipants.self, with: [UazapiFixture.friend])
            $0.succeed(GetGroup.self, with: Self.group)
        }
        #expect(try trip.outcome == [UazapiFixture.friend])
    }

    @Test("changing members who are all refused is a refusal")
    func refusedMembers() async throws {
        let command = ChangeParticipants(
            group: Self.group.id,
            change: .add,
            participants: [Samples.ninth]
        )
        let trip = try await ServedTrip(command) {
            $0.fail(
                ChangeParticipants.self,
                with: CommandFailure(.groupParticipantRefused, "nobody")
            )
            $0.succeed(GetGroup.self, with: Self.group)
        }
        #expect(trip.failure?.code == .groupParticipantRefused)
    }

    @Test("a change that puts the account out of the group is told all the same")
    func ownRemoval() async throws {
        let command = ChangeParticipants(
            group: Self.group.id,
            change: .remove,
            participants: [.phone(UazapiFixture.me)]
        )
        let trip = try await ServedTrip(command) {
            $0.succeed(ChangeParticipants.self, with: [.phone(UazapiFixture.me)])
            $0.fail(GetGroup.self, with: CommandFailure(.groupNotFound))
        }
        #expect(try trip.outcome == [.phone(UazapiFixture.me)])
    }

    @Test("asking for a picture", arguments: ["https://pps.whatsapp.net/p.jpg", nil])
    func picture(url: String?) async throws {
        let trip = try await ServedTrip(GetProfilePicture(subject: UazapiFixture.friend)) {
            let answer = CheckNumbers.Answer(
                asked: UazapiFixture.friend,
                resolved: UazapiFixture.friend
            )
            $0.succeed(CheckNumbers.self, with: [answer])
            $0.succeed(GetProfilePicture.self, with: GetProfilePicture.Outcome(url: url))
            $0.succeed(GetChat.self, with: EventSurroundings())
        }
        #expect(try trip.outcome.url == url)
    }

    static let menus: [Content] = [
        .list(
            ListContent(
                title: "",
                body: "Escolha",
                footer: "Obrigado",
                button: "Abrir",
                sections: [
                    ListContent.Section(
                        title: "",
                        rows: [ListContent.Row(id: "1", title: "Um", description: "")]
                    ),
                    ListContent.Section(
                        title: "Outros",
                        rows: [ListContent.Row(id: "2", title: "Dois", description: "o segundo")]
                    ),
                ]
            )
        ),
        .buttons(
            ButtonsContent(
                body: "Como ajudar?",
                footer: "Obrigado",
                header: MediaContent(kind: .image, source: .url("https://e.com/p.png")),
                buttons: [
                    ButtonsContent.Button(title: "Sim", action: .reply(id: "s")),
                    ButtonsContent.Button(title: "Site", action: .url("https://e.com/")),
                    ButtonsContent.Button(title: "Ligar", action: .call("+5511999999999")),
                    ButtonsContent.Button(title: "Código", action: .copy("PROMO")),
                ]
            )
        ),
        .poll(PollContent(question: "Quando?", options: ["Hoje", "Amanhã"], selectable: 2)),
    ]

    @Test("sending menus, buttons and polls", arguments: menus)
    func menu(content: Content) async throws {
        let command = SendMessage(
            recipient: UazapiFixture.friend,
            content: content,
            quoted: Quote(id: MessageID("3EB0FF")),
            marksChatRead: true,
            clientReference: UazapiSpoken.reference
        )
        let message = UazapiFixture.message(content)
        let trip = try await ServedTrip(command) {
            $0.succeed(SendMessage.self, with: SendMessage.Outcome(message: message))
        }
        #expect(try trip.outcome.message.content == content)
        #expect(try trip.outcome.message.id == message.id)
    }

    @Test("restarting")
    func restart() async throws {
        let trip = try await ServedTrip(RestartInstance()) {
            var instance = UazapiFixture.connected
            instance.state = .reconnecting
            $0.succeed(RestartInstance.self, with: instance)
        }
        #expect(trip.failure == nil)
    }

    @Test("a send in doubt is found by its reference, with what it says")
    func find() async throws {
        // What it said is not kept while it is in doubt.
        let command = SendMessage(
            recipient: UazapiFixture.friend,
            content: .text(TextContent(""))
        )
        var message = UazapiFixture.message(.text(TextContent("Olá")))
        message.clientReference = UazapiSpoken.reference
        let exchange = Exchange(UazapiDialect())
        exchange.performer.succeed(GetInstance.self, with: UazapiFixture.connected)
        exchange.performer.succeed(
            FindMessages.self,
            with: FindMessages.Outcome(messages: [message])
        )
        let findSent = try #require(UazapiSpoken.speech.findSent)
        guard case .ask(let request, let then) = try findSent(command, UazapiSpoken.context())
        else {
            Issue.record("nothing was asked")
            return
        }
        let response = await exchange.answer(Call(request))
        let asked = exchange.performer.last(FindMessages.self)
        #expect(asked?.reference == UazapiSpoken.reference)
        guard
            case .done(let told) = try then(
                UpstreamReply(status: response.status, body: response.body)
            )
        else {
            Issue.record("it did not end")
            return
        }
        #expect(told.outcome?.id == message.id)
        #expect(told.outcome?.content == message.content)
    }
}

/// A command said in uazapi's words and carried out by its served half, with prepared outcomes.
private struct ServedTrip<C: Command> {
    private let end: Result<Told<C.Outcome>, CommandFailure>

    /// Says the command; the served half must make it of what it is asked.
    init(
        _ command: C,
        sees message: Message? = nil,
        _ prepare: (StubPerformer) -> Void
    ) async throws {
        let exchange = Exchange(UazapiDialect())
        exchange.performer.succeed(GetInstance.self, with: UazapiFixture.connected)
        prepare(exchange.performer)
        let context = UazapiSpoken.context(message: message)
        let said = try #require(try UazapiSpoken.speech.commands.translate(command, context))
        #expect(said.losses.isEmpty)
        end = try await #require(Self.talk(said.conversation, exchange))
        let made = exchange.performer.commands.map { String(reflecting: $0) }
        #expect(made.contains(String(reflecting: command)), "\(made)")
    }

    var outcome: C.Outcome { get throws { try end.get().outcome } }

    var failure: CommandFailure? {
        if case .failure(let failure) = end { return failure }
        return nil
    }

    private static func talk(
        _ conversation: Conversation<C.Outcome>,
        _ exchange: Exchange
    ) async -> Result<Told<C.Outcome>, CommandFailure>? {
        var step = conversation
        // Bounded, so that a conversation that never ends fails its test.
        for _ in 0..<8 {
            do throws(CommandFailure) {
                switch step {
                case .done(let told): return .success(told)
                case .pause(_, let then): step = try then()
                case .ask(let request, let then):
                    let response = await exchange.answer(Call(request))
                    step = try then(UpstreamReply(status: response.status, body: response.body))
                }
            } catch {
                return .failure(error)
            }
        }
        return nil
    }
}

extension Call {
    /// A request of the spoken half, as a client writes it.
    fileprivate init(_ request: UpstreamRequest) {
        let body = String(decoding: request.body?.bytes ?? [], as: UTF8.self)
        self.init(request.method, request.target, body, contentType: request.body?.mediaType)
    }
}
