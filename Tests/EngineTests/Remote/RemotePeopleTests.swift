import Canonical
import Engine
import Testing

@Suite("Recipients are resolved before anything is sent over a network")
struct RemotePeopleTests {
    private static let asked = "5531988887777"
    private static let spelled = "553188887777"
    private static let checks = CheckNumbers.traits.name

    /// A stage whose upstreams know one number by the spelling with and without the ninth digit.
    private func stage(knows: [String] = [asked, spelled]) async throws -> RemoteStage {
        let stage = try await RemoteStage()
        let spelled = try Stage.number(Self.spelled)
        stage.far.register(
            try knows.map { (asked: try Stage.number($0), spelled: spelled, lid: "77") }
        )
        return stage
    }

    @Test("the answer's address is what is sent to and shown, and it is asked for once")
    func spelling() async throws {
        let stage = try await stage()
        let address = Address.phone(try Stage.number(Self.spelled))
        for _ in 0..<2 {
            let message = try await stage.perform(try Stage.text("a", to: Self.asked)).message
            #expect(message.chat == address)
        }
        #expect(stage.far.calls.map(\.command).filter { $0 == Self.checks }.count == 1)
        #expect(stage.far.sends.compactMap(\.send?.recipient) == [address, address])
    }

    @Test("an upstream that knows only one spelling is asked for the other one")
    func otherSpelling() async throws {
        let stage = try await stage(knows: [Self.spelled])
        _ = try await stage.perform(try Stage.text("a", to: Self.asked))
        #expect(stage.far.sends.last?.send?.recipient.phone?.digits == Self.spelled)
    }

    @Test("nobody there is refused for an hour, journalled, and nothing is sent")
    func nobody() async throws {
        let stage = try await stage()
        let send = try Stage.text("a", to: Stage.nobody)
        let answer = await stage.engine.perform(send, for: stage.caller()).value()
        guard case .failure(let failure) = answer else {
            Issue.record("it was sent")
            return
        }
        #expect(failure.code == .recipientNotOnWhatsApp && failure.value == Stage.nobody)
        #expect(stage.store.journal.last?.outcome == .failed(.recipientNotOnWhatsApp))
        let asked = stage.far.calls.count
        #expect(await stage.failure(of: send) == .recipientNotOnWhatsApp)
        #expect(stage.far.calls.count == asked && stage.far.sends.isEmpty)
        stage.clock.advance(byMilliseconds: 3_600_000)
        #expect(await stage.failure(of: send) == .recipientNotOnWhatsApp)
        #expect(stage.far.calls.count > asked && stage.far.sends.isEmpty)
    }

    @Test("a send that nobody's number does not refuse is tried")
    func tried() async throws {
        let stage = try await stage()
        var send = try Stage.text("a", to: Stage.nobody)
        send.refusesUnknownRecipient = false
        _ = try await stage.perform(send)
        #expect(stage.far.sends.last?.send?.recipient == send.recipient)
    }

    @Test(
        "a question without an answer stops no send, and is not repeated at once",
        arguments: [true, false]
    )
    func unanswered(isDown: Bool) async throws {
        let stage = try await stage()
        let failure = CommandFailure(.unavailable)
        let end: RemoteResult<CheckNumbers.Outcome>.End =
            isDown ? .neverReached(failure) : .refused(failure)
        stage.far.answer("far", Self.checks, RemoteResult<CheckNumbers.Outcome>(end))
        for _ in 0..<2 { _ = try await stage.perform(try Stage.text("a", to: Self.asked)) }
        #expect(stage.far.sends.last?.send?.recipient.phone?.digits == Self.asked)
        #expect(stage.far.calls.count == (isDown ? 3 : 4))
    }

    @Test("somebody else's number in an answer is not written to")
    func somebodyElse() async throws {
        let stage = try await stage()
        let other = CheckNumbers.Answer(
            asked: .phone(try Stage.number(Self.asked)),
            resolved: .phone(try Stage.number(Stage.ana))
        )
        stage.far.answer("far", Self.checks, RemoteResult<CheckNumbers.Outcome>(.done([other])))
        _ = try await stage.perform(try Stage.text("a", to: Self.asked))
        #expect(stage.far.sends.last?.send?.recipient.phone?.digits == Self.asked)
    }

    @Test("an upstream without such a call is not asked")
    func notAsked() async throws {
        let stage = try await RemoteStage()
        _ = try await stage.perform(try Stage.text("a", to: Self.asked))
        #expect(stage.far.calls.map(\.command) == [SendMessage.traits.name])
    }

    @Test("whoever wrote, or has a message, is known without a question", arguments: [true, false])
    func evidence(wrote: Bool) async throws {
        let stage = try await stage(knows: [])
        stage.far.register([])
        let person = Address.phone(try Stage.number(Self.spelled))
        if wrote {
            var message = ScriptedUpstreams.message(
                of: SendMessage(recipient: person, content: .text(TextContent("hi"))),
                as: "3EB0AAAAAAAAAAAAAAAA",
                stage.clock.now
            )
            message.isFromMe = false
            message.sender = person
            _ = await stage.tell(.message(message))
        } else {
            let id = MessageID("3EB0AAAAAAAAAAAAAAAA")
            _ = await stage.tell(.status(id, .delivered, chat: person, participant: nil))
        }
        _ = try await stage.perform(try Stage.text("a", to: Self.asked))
        #expect(stage.far.calls.map(\.command) == [SendMessage.traits.name])
        #expect(stage.far.sends.last?.send?.recipient == person)
    }

    @Test("the address that an upstream sent to in place of the one asked is remembered")
    func corrected() async throws {
        let stage = try await RemoteStage()
        let send = try Stage.text("a", to: Self.asked)
        var message = ScriptedUpstreams.message(
            of: send,
            as: "3EB0AAAAAAAAAAAAAAAA",
            stage.clock.now
        )
        message.chat = .phone(try Stage.number(Self.spelled))
        stage.far.script(.ends(.done(.init(message: message))))
        _ = try await stage.perform(send)
        _ = try await stage.perform(try Stage.text("b", to: Self.asked))
        #expect(stage.far.sends.last?.send?.recipient == message.chat)
    }

    @Test("a repeat is one even when the address became known in between")
    func repeated() async throws {
        let stage = try await stage()
        let send = try Stage.text("a", to: Self.asked)
        let first = try await stage.perform(send, key: "k").message
        #expect(try await stage.perform(send, key: "k").message.id == first.id)
        #expect(stage.far.sends.count == 1)
    }

    @Test("other commands that name people name them as WhatsApp does")
    func otherCommands() async throws {
        let stage = try await stage()
        let asked = Address.phone(try Stage.number(Self.asked))
        let spelled = Address.phone(try Stage.number(Self.spelled))
        _ = await stage.failure(of: BlockContact(contact: asked, isBlocked: true))
        #expect((stage.far.calls.last?.other as? BlockContact)?.contact == spelled)
        _ = await stage.failure(of: GetProfilePicture(subject: asked))
        #expect((stage.far.calls.last?.other as? GetProfilePicture)?.subject == spelled)
        _ = await stage.failure(of: SendChatPresence(chat: asked, activity: .composing))
        #expect((stage.far.calls.last?.other as? SendChatPresence)?.chat == spelled)
        _ = await stage.failure(of: MarkChat(chat: asked, isRead: true))
        #expect((stage.far.calls.last?.other as? MarkChat)?.chat == spelled)
        let change = ChangeParticipants(
            group: .group("120363000000000000"),
            change: .add,
            participants: [asked]
        )
        _ = await stage.failure(of: change)
        #expect((stage.far.calls.last?.other as? ChangeParticipants)?.participants == [spelled])
        #expect(stage.far.calls.map(\.command).filter { $0 == Self.checks }.count == 1)
    }
}
