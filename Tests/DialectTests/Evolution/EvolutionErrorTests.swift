import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's refusals become failures, and what nobody knows stays unknown")
struct EvolutionErrorTests {
    private let send = SendMessage(recipient: EvolutionPlay.ana, content: .text(TextContent("oi")))

    @Test(
        "a refused send was certainly not sent",
        arguments: [
            ("error.1", FailureCode.upstreamRejected), ("error.2", .upstreamRejected),
            ("error.3", .recipientNotOnWhatsApp), ("error.4", .requestInvalid),
            ("error.5", .requestInvalid), ("error.6", .capabilityUnsupported),
            ("error.9", .capabilityUnsupported), ("error.12", .instanceNotConnected),
            ("error.14", .accountRestricted), ("error.16", .mediaFetchFailed),
            ("error.17", .upstreamRejected), ("error.18", .recipientNotOnWhatsApp),
            ("error.20", .rateLimited), ("error.26", .requestInvalid),
            ("error.27", .mediaTooLarge),
        ]
    )
    func refused(answer: String, code: FailureCode) throws {
        #expect(try EvolutionPlay.play(send, [answer]).code == code)
    }

    @Test(
        "an answer that breaks off, or says nothing, leaves open whether it was sent",
        arguments: [
            ("error.10", FailureCode.upstreamProtocol), ("error.11", .upstreamProtocol),
            ("error.13", .unavailable), ("error.15", .unavailable), ("error.19", .upstreamTimeout),
            ("error.23", .upstreamTimeout), ("error.24", .unavailable),
            ("send.6", .upstreamProtocol),
        ]
    )
    func unknown(answer: String, code: FailureCode) throws {
        #expect(try EvolutionPlay.play(send, [answer]).code == code)
    }

    @Test("a blurred refusal is sorted out by asking about the recipient")
    func blurred() throws {
        let typing = SendChatPresence(chat: EvolutionPlay.ana, activity: .composing)
        let nobody = try EvolutionPlay.play(typing, ["error.7", "whatsappNumbers.2"])
        #expect(nobody.code == .recipientNotOnWhatsApp)
        #expect(
            nobody.said.last == #"POST /chat/whatsappNumbers/loja {"numbers":["5511988888888"]}"#
        )
        #expect(nobody.play.requests.last?.effect == .safe)
        #expect(
            try EvolutionPlay.play(typing, ["error.7", "whatsappNumbers.3"]).code == .unavailable
        )
        let block = BlockContact(contact: EvolutionPlay.ana, isBlocked: true)
        #expect(
            try EvolutionPlay.play(block, ["error.8", "whatsappNumbers.2"]).code
                == .recipientNotOnWhatsApp
        )
    }

    @Test(
        "a blurred refusal of a group that is not known says so; one of somebody who is there stays open"
    )
    func blurredSend() throws {
        let toGroup = SendMessage(recipient: EvolutionPlay.group, content: .text(TextContent("oi")))
        #expect(
            try EvolutionPlay.play(toGroup, ["error.7", "whatsappNumbers.5"]).code == .groupNotFound
        )
        #expect(
            try EvolutionPlay.play(send, ["error.7", "whatsappNumbers.3"]).code == .unavailable
        )
    }

    @Test("calls about groups and chats say what is missing")
    func missing() throws {
        #expect(
            try EvolutionPlay.play(GetGroup(group: EvolutionPlay.group), ["error.21"]).code
                == .groupNotFound
        )
        let change = ChangeParticipants(
            group: EvolutionPlay.group,
            change: .add,
            participants: [EvolutionPlay.ana]
        )
        #expect(try EvolutionPlay.play(change, ["error.22"]).code == .groupNotAdmin)
        let mark = MarkChat(chat: EvolutionPlay.ana, isRead: false, upTo: MessageID("3A1B"))
        #expect(try EvolutionPlay.play(mark, ["error.25"]).code == .messageNotFound)
    }

    @Test("the server's own words are repeated nowhere", arguments: 1...27)
    func words(number: Int) throws {
        let answer = try EvolutionPlay.answer("error.\(number)")
        let played = try EvolutionPlay.play(send, ["error.\(number)"])
        guard case .failure(let failure) = played.play.end else { return }
        let sentences = [
            "Unauthorized", "loja", "prisma", "nginx", "Cannot POST", "object", "Axios",
        ]
        #expect(!failure.detail.isEmpty, "\(answer.status)")
        #expect(!sentences.contains { failure.detail.contains($0) })
        #expect(failure.value == nil)
    }

    @Test("a credential that is refused there is never our client's", arguments: 1...27)
    func credentials(number: Int) throws {
        let played = try EvolutionPlay.play(send, ["error.\(number)"])
        #expect(played.code?.rawValue.hasPrefix("auth.") != true)
    }

    @Test(
        "no body makes a call trap or succeed by mistake",
        arguments: Hostile.bodies,
        [200, 201, 400, 404, 500]
    )
    func hostile(body: String, status: Int) throws {
        let reply = UpstreamReply(status: status, body: Array(body.utf8))
        for command in Hostile.conversations {
            #expect(try command(reply) == false, "\(body)")
        }
    }
}
