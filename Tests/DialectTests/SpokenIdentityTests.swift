import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("A body with somebody's LID and phone tells that both are one person")
struct SpokenIdentityTests {
    private static let lid = "123456789012345"
    private static let phone = Samples.phone("5511988888888")

    /// The two addresses of the fixtures' person.
    private static func person() throws -> [Observation.Kind] {
        [.identity(lid: lid, phone: try #require(phone))]
    }

    @Test("Evolution's answers about numbers, groups and sends tell it")
    func evolution() throws {
        let check = try EvolutionPlay.play(
            CheckNumbers(numbers: [EvolutionPlay.ana]),
            ["whatsappNumbers.3"]
        )
        #expect(try check.told().observations.map(\.kind) == Self.person())
        let group = try EvolutionPlay.play(
            GetGroup(group: EvolutionPlay.group),
            ["findGroupInfos.2"]
        )
        #expect(try group.told().observations.map(\.kind) == Self.person())
        let send = SendMessage(
            recipient: EvolutionPlay.lid,
            content: .text(TextContent("Olá"))
        )
        let sent = try EvolutionPlay.play(send, ["send.4"])
        #expect(try sent.told().observations.map(\.kind) == Self.person())
    }

    @Test("in the account's own message the writer's phone is not the chat's")
    func ownWriter() throws {
        let events = try #require(EvolutionPlay.speech.events)
        func read(_ isFromMe: Bool, _ phone: Address) throws -> [Observation.Kind] {
            let body =
                #"{"event":"messages.upsert","instance":"loja","data":{"key":{"id":"3EB0AA","#
                + #""fromMe":\#(isFromMe),"remoteJid":"\#(Self.lid)@lid","#
                + #""senderPn":"\#(phone.jid)"},"message":{"conversation":"Oi"}}}"#
            let hook = IncomingHook(body: Array(body.utf8), receivedAt: EvolutionPlay.now)
            return try events.read(hook, EvolutionPlay.context()).map(\.kind)
        }
        let own = try read(true, EvolutionPlay.me)
        #expect(own.count == 1)
        guard case .message(let message) = own.first else {
            Issue.record("it is no message")
            return
        }
        #expect(message.chat == .lid(Self.lid))
        #expect(message.sender == EvolutionPlay.me)
        #expect(try read(false, EvolutionPlay.ana).prefix(1) == Self.person()[...])
    }

    @Test("mega-API's answer about a number tells it")
    func megaAPI() throws {
        let asked = try #require(Self.phone)
        let said = try #require(
            try VendorTalk.speech.commands.translate(
                CheckNumbers(numbers: [.phone(asked)]),
                VendorTalk.context()
            )
        )
        let answer = UpstreamReply(200, #"{"exists":true,"jid":"\#(Self.lid)@lid"}"#)
        let told = try #require(ConversationPlay(said.conversation, answers: [answer]).end).get()
        #expect(told.observations.map(\.kind) == (try Self.person()))
    }

    @Test("ZapyAPI's answer about a number tells it, and digits that repeat the phone do not")
    func zapyAPI() throws {
        let asked = try #require(Self.phone)
        let command = CheckNumbers(numbers: [.phone(asked)])
        func answer(_ lid: String) -> UpstreamReply {
            UpstreamReply(
                200,
                #"{"results":[{"number":"5511988888888","exists":true,"jid":"\#(lid)@lid"}]}"#
            )
        }
        let told = try ZapyAPIBench.linked.told(command, answer(Self.lid))
        #expect(told.observations.map(\.kind) == (try Self.person()))
        #expect(try ZapyAPIBench.linked.told(command, answer("5511988888888")).observations == [])
    }

    @Test("uazapi's change of a group's members tells it before the change")
    func uazapi() throws {
        let events = try #require(UazapiSpoken.speech.events)
        let body =
            #"{"EventType":"groups","type":"Group","event":{"JID":"120363000000000001@g.us","#
            + #""Sender":null,"Join":["5511988888888@s.whatsapp.net"],"#
            + #""JoinLid":["\#(Self.lid)@lid"],"JoinReason":"invite"}}"#
        let hook = IncomingHook(body: Array(body.utf8), receivedAt: Exchange.now)
        let kinds = try events.read(hook, UazapiSpoken.context()).map(\.kind)
        #expect(kinds.count == 2)
        #expect(kinds.prefix(1) == (try Self.person())[...])
    }
}
