import ConformanceKit
import DialectKit
import MegaAPI
import Testing

@Suite("mega-API's refusals are understood")
struct MegaAPIVendorFailureTests {
    private func code(_ reply: UpstreamReply) throws -> FailureCode? {
        let send = SendMessage(recipient: Samples.ana, content: .text(TextContent("Oi")))
        let said = try #require(
            try VendorTalk.speech.commands.translate(send, VendorTalk.context())
        )
        guard
            case .failure(let failure)? = ConversationPlay(said.conversation, answers: [reply]).end
        else { return nil }
        let text = String(decoding: reply.body, as: UTF8.self)
        #expect(failure.detail.isEmpty || !text.contains(failure.detail), "the text is ours")
        return failure.code
    }

    @Test(
        "the text tells what the status does not",
        arguments: [
            ("refusal.1", FailureCode.instanceNotConnected), ("refusal.2", .upstreamRejected),
            ("refusal.3", .recipientNotOnWhatsApp), ("refusal.4", .upstreamRejected),
            ("refusal.5", .upstreamRejected), ("refusal.6", .capabilityUnsupported),
            ("refusal.7", .mediaFetchFailed), ("refusal.8", .groupNotFound),
            ("refusal.9", .upstreamRejected), ("refusal.10", .unavailable),
        ]
    )
    func texts(answer: String, expected: FailureCode) throws {
        #expect(try code(try VendorTalk.answer(answer)) == expected)
    }

    @Test(
        "WhatsApp's time-lock is the account's trouble, under any status",
        arguments: [
            (403, #"{"message":"Error 463"}"#), (500, #"{"message":"reach-out time-lock"}"#),
            (200, #"{"error":true,"message":"WHATSAPP_REACHOUT_TIMELOCK"}"#),
        ]
    )
    func restriction(status: Int, body: String) throws {
        #expect(try code(UpstreamReply(status, body)) == .accountRestricted)
    }

    @Test(
        "members that are all refused are no success",
        arguments: ["[]", "[[]]", #"[[{"status":"403","jid":"5511988888888@s.whatsapp.net"}]]"#]
    )
    func refusedMembers(updated: String) throws {
        let command = ChangeParticipants(
            group: Samples.team,
            change: .add,
            participants: [Samples.ana]
        )
        let said = try #require(
            try VendorTalk.speech.commands.translate(command, VendorTalk.context())
        )
        let body = #"{"error":false,"message":"x","updatedParticipants":\#(updated)}"#
        let play = ConversationPlay(said.conversation, answers: [UpstreamReply(200, body)])
        #expect(play.failure?.code == .groupParticipantRefused)
    }

    @Test(
        "a status alone says whether anything can have been sent",
        arguments: [
            (301, FailureCode.upstreamProtocol), (400, .requestInvalid), (403, .upstreamRejected),
            (404, .upstreamRejected), (405, .capabilityUnsupported), (408, .upstreamTimeout),
            (413, .requestTooLarge), (418, .upstreamRejected), (429, .rateLimited),
            (500, .unavailable), (502, .unavailable), (503, .unavailable), (504, .upstreamTimeout),
        ]
    )
    func statuses(status: Int, expected: FailureCode) throws {
        let page = UpstreamReply(status: status, body: Array("<html></html>".utf8))
        #expect(try code(page) == expected)
    }

    @Test(
        "a success that cannot be read leaves open what was done",
        arguments: ["", "<html></html>", "{\"error\":false,\"messageData\":{\"key\":{\"id\":\"A"]
    )
    func brokenOff(text: String) throws {
        let reply = UpstreamReply(status: 200, body: Array(text.utf8))
        #expect(try code(reply) == .upstreamProtocol)
    }

    @Test("a limit says when to come back")
    func retryAfter() throws {
        let reply = UpstreamReply(
            status: 429,
            fields: [HTTPField("retry-after", "7")],
            body: []
        )
        let said = try #require(
            try VendorTalk.speech.commands.translate(RestartInstance(), VendorTalk.context())
        )
        guard
            case .failure(let failure)? = ConversationPlay(said.conversation, answers: [reply]).end
        else {
            Issue.record("it succeeded")
            return
        }
        #expect(failure.retryAfterSeconds == 7)
    }
}
