import ConformanceKit
import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI's refusals are read")
struct ZapyAPISpeakingErrorTests {
    private let bench = ZapyAPIBench.linked
    private static let send = SendMessage(
        recipient: Samples.ninth,
        content: .text(TextContent("Olá"))
    )

    @Test(
        "what the served half writes for a failure is read as the same",
        arguments: [
            FailureCode.instanceNotConnected, .instanceAlreadyConnected, .requestInvalid,
            .recipientNotOnWhatsApp, .recipientBlocked, .messageTooOld, .messageNotEditable,
            .mediaFetchFailed, .mediaUnsupported, .groupParticipantRefused, .rateLimited,
            .accountRestricted, .accountBanned, .requestTooLarge, .unavailable,
        ]
    )
    func mirror(code: FailureCode) throws {
        let context = FailureContext(operation: nil, path: "/", requestID: "", now: Samples.noon)
        let failure = CommandFailure(code, "secret words", retryAfterSeconds: 7)
        let response = ZapyAPIDialect().response(to: failure, in: context)
        let reply = UpstreamReply(
            status: response.status,
            fields: response.fields,
            body: response.body
        )
        let read = try #require(try bench.failure(Self.send, reply))
        #expect(read.code == code)
        #expect(read.retryAfterSeconds == 7)
        #expect(!read.detail.contains("secret"))
    }

    @Test("no failure is our client's credential's fault", arguments: FailureCode.allCases)
    func credentials(code: FailureCode) throws {
        let context = FailureContext(operation: nil, path: "/", requestID: "", now: Samples.noon)
        let response = ZapyAPIDialect().response(to: CommandFailure(code), in: context)
        let reply = UpstreamReply(
            status: response.status,
            fields: response.fields,
            body: response.body
        )
        let read = try #require(try bench.failure(Self.send, reply))
        #expect(!read.code.rawValue.hasPrefix("auth."))
    }

    /// The codes after which nobody knows whether a send was made.
    private static let unknowing: Set<FailureCode> = [
        .upstreamProtocol, .unavailable, .upstreamTimeout,
    ]

    @Test(
        "a server's trouble leaves a send unknown, the vendor's no does not",
        arguments: [
            (500, "<html>", FailureCode.upstreamProtocol),
            (500, "{\"statusCode\":5", .upstreamProtocol),
            (500, "{}", .unavailable), (502, "<html>", .unavailable), (503, "", .unavailable),
            (504, "", .upstreamTimeout), (408, "", .upstreamTimeout), (302, "", .upstreamProtocol),
            (400, "<html>", .requestInvalid), (401, "", .upstreamRejected),
            (403, "", .upstreamRejected), (404, "", .upstreamRejected),
            (405, "", .capabilityUnsupported), (429, "", .rateLimited),
        ]
    )
    func statuses(status: Int, body: String, code: FailureCode) throws {
        #expect(try bench.failure(Self.send, UpstreamReply(status, body))?.code == code)
        #expect(Self.unknowing.contains(code) == (status >= 500 || [302, 408].contains(status)))
    }

    @Test(
        "documented refusals are read",
        arguments: [
            ("errors.1", FailureCode.requestInvalid), ("errors.2", .upstreamRejected),
            ("errors.3", .unavailable),
        ]
    )
    func documented(name: String, code: FailureCode) throws {
        #expect(try bench.failure(Self.send, ZapyAPIBench.answer(name))?.code == code)
    }

    @Test("a send whose end the vendor does not know stays unknown")
    func unknownSend() throws {
        let reply = UpstreamReply(500, #"{"error":"SEND_OUTCOME_UNKNOWN"}"#)
        let code = try #require(try bench.failure(Self.send, reply)?.code)
        #expect(Self.unknowing.contains(code))
    }

    @Test(
        "prose tells what no code does",
        arguments: [
            ("Error 463: reach-out time-lock", FailureCode.accountRestricted),
            ("timelock", .accountRestricted), ("Instance is not connected", .instanceNotConnected),
            ("BAE4635 is no id", .requestInvalid),
        ]
    )
    func prose(text: String, code: FailureCode) throws {
        let reply = UpstreamReply(400, #"{"statusCode":400,"message":"\#(text)"}"#)
        #expect(try bench.failure(Self.send, reply)?.code == code)
    }

    @Test("a group that is not found is told as such")
    func group() throws {
        let get = GetGroup(group: Samples.team)
        #expect(try bench.failure(get, UpstreamReply(404))?.code == .groupNotFound)
    }

    @Test("a time to wait that is none is left out", arguments: ["-1", "x", "1e3", "99999999999"])
    func retryAfter(value: String) throws {
        let reply = UpstreamReply(429, fields: [HTTPField("retry-after", value)])
        #expect(try bench.failure(Self.send, reply)?.retryAfterSeconds == nil)
    }
}
