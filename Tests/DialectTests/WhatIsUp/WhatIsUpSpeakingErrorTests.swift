import ConformanceKit
import DialectKit
import Testing
import WhatIsUp

@Suite("WhatIsUp's refusals are read")
struct WhatIsUpSpeakingErrorTests {
    private let bench = WhatIsUpBench.linked
    private static let send = SendMessage(
        recipient: Samples.ninth,
        content: .text(TextContent("Olá"))
    )

    private func read(_ code: FailureCode) throws -> CommandFailure {
        let context = FailureContext(operation: nil, path: "/", requestID: "", now: Samples.noon)
        let failure = CommandFailure(code, "secret words", retryAfterSeconds: 7)
        let response = WhatIsUpDialect().response(to: failure, in: context)
        return try #require(try bench.failure(Self.send, UpstreamReply(response)))
    }

    @Test(
        "what the served half writes for a failure is read as the same",
        arguments: [
            FailureCode.instanceNotConnected, .instanceAlreadyConnected, .instanceConflict,
            .pairingUnavailable, .requestInvalid, .recipientNotOnWhatsApp, .recipientBlocked,
            .messageNotFound, .messageTooOld, .messageNotEditable, .mediaFetchFailed,
            .mediaUnsupported, .mediaTooLarge, .mediaGone, .groupNotFound, .groupNotAdmin,
            .groupParticipantRefused, .rateLimited, .accountRestricted,
            .upstreamRejected, .upstreamProtocol, .upstreamTimeout, .requestTooLarge,
            .capabilityUnsupported,
        ]
    )
    func mirror(code: FailureCode) throws {
        let read = try read(code)
        #expect(read.code == code)
        #expect(read.retryAfterSeconds == 7)
        #expect(!read.detail.contains("secret"))
    }

    @Test("no failure is our client's credential's fault", arguments: FailureCode.allCases)
    func credentials(code: FailureCode) throws {
        #expect(try !read(code).code.rawValue.hasPrefix("auth."))
    }

    @Test("a plan that allows no more is the operator's trouble")
    func plan() throws {
        for word in ["plan_channel_limit", "plan_message_limit", "auth_no_email"] {
            let reply = UpstreamReply(403, #"{"error":{"code":"\#(word)"}}"#)
            #expect(try bench.failure(Self.send, reply)?.code == .upstreamRejected)
        }
        #expect(try bench.failure(Self.send, UpstreamReply(402))?.code == .upstreamRejected)
    }

    @Test("a worker without a free slot has certainly not sent")
    func capacity() throws {
        #expect(try read(.unavailable).code == .rateLimited)
    }

    @Test(
        "documented refusals are read",
        arguments: [
            ("errors.1", FailureCode.instanceNotConnected), ("errors.2", .rateLimited),
            ("instances.qr.3", .pairingUnavailable),
        ]
    )
    func documented(name: String, code: FailureCode) throws {
        #expect(try bench.failure(Self.send, WhatIsUpBench.answer(name))?.code == code)
    }

    @Test(
        "a server's trouble leaves a send unknown, a status alone does not",
        arguments: [
            (500, "<html>", FailureCode.upstreamProtocol), (500, "{\"error\":{", .upstreamProtocol),
            (500, #"{"error":{"code":"internal_error"}}"#, .unavailable),
            (500, #"{"error":{"code":"new_code"}}"#, .unavailable), (502, "", .unavailable),
            (504, "", .upstreamTimeout),
            (504, #"{"error":{"code":"send_outcome_unknown"}}"#, .upstreamTimeout),
            (404, "", .upstreamRejected), (401, "", .upstreamRejected), (400, "", .requestInvalid),
            (404, #"{"error":{"code":"instance_not_found"}}"#, .upstreamRejected),
            (403, #"{"error":{"code":"channel_scoped_key"}}"#, .upstreamRejected),
            (422, #"{"error":{"code":"x","message":"Error 463"}}"#, .accountRestricted),
        ]
    )
    func statuses(status: Int, body: String, code: FailureCode) throws {
        #expect(try bench.failure(Self.send, UpstreamReply(status, body))?.code == code)
    }
}
