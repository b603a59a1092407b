import DialectKit
import Testing
import Uazapi

@Suite("uazapi's errors are understood")
struct UazapiSpokenErrorTests {
    private static let text = SendMessage(
        recipient: UazapiFixture.friend,
        content: .text(TextContent("Olá"))
    )
    private static let timelock =
        #"{"error":"WhatsApp server error 463: x","provider_code":463,"#
        + #""error_key":"WHATSAPP_REACHOUT_TIMELOCK","details":{"reachout_timelock":"#
        + #"{"active":true,"until":"2026-05-01T12:36:36Z"}}}"#

    /// A status, a body, and what they mean; the texts are those of the vendor's pages.
    static let answers: [(Int, String, FailureCode)] = [
        (401, #"{"error":"No session"}"#, .instanceNotConnected),
        (401, #"{"error":"No active session"}"#, .instanceNotConnected),
        (500, #"{"error":"No session"}"#, .instanceNotConnected),
        (500, #"{"error":"WhatsApp client is not connected"}"#, .instanceNotConnected),
        (401, #"{"error":"Invalid token"}"#, .upstreamRejected),
        (401, #"{"error":"client not found"}"#, .upstreamRejected),
        (401, "", .upstreamRejected),
        (403, #"{"error":"This is a public demo server."}"#, .upstreamRejected),
        (403, #"{"error":"User is not an admin of this group"}"#, .groupNotAdmin),
        (403, #"{"error":"not a group admin"}"#, .groupNotAdmin),
        (404, #"{"error":"Group not found"}"#, .groupNotFound),
        (404, #"{"error":"message not found"}"#, .messageNotFound),
        (404, #"{"error":"Chat not found"}"#, .upstreamRejected),
        (405, #"{"error":"Method not allowed"}"#, .capabilityUnsupported),
        (400, #"{"error":"Missing number or text"}"#, .requestInvalid),
        (400, #"{"error":"invalid number JID"}"#, .recipientInvalid),
        (400, #"{"error":"Invalid media type or file format"}"#, .mediaUnsupported),
        (413, #"{"error":"File size exceeds limit"}"#, .mediaTooLarge),
        (415, #"{"error":"Unsupported media format"}"#, .mediaUnsupported),
        (429, #"{"error":"Rate limit exceeded"}"#, .rateLimited),
        (500, #"{"error":"Failed to upload media"}"#, .mediaFetchFailed),
        (500, #"{"error":"Failed to send message"}"#, .unavailable),
        (
            500, #"{"error":"the number 55@s.whatsapp.net is not on WhatsApp"}"#,
            .recipientNotOnWhatsApp
        ),
        (500, #"{"error":"websocket disconnected before a response"}"#, .unavailable),
        (500, #"{"error":"websocket not connected"}"#, .unavailable),
        (500, #"{"message":"Error","error":null}"#, .unavailable),
        (500, timelock, .accountRestricted),
        (500, "<html>Bad</html>", .unavailable),
        (502, "<html>Bad Gateway</html>", .unavailable),
        (503, #"{"error":"connection capacity temporarily unavailable"}"#, .unavailable),
        (504, "", .upstreamTimeout),
        (302, "", .upstreamRejected),
        (400, #"{"error":"#, .requestInvalid),
    ]

    @Test("a status and a text are one failure", arguments: answers)
    func failure(status: Int, body: String, code: FailureCode) throws {
        let failure = try UazapiSpoken.failure(Self.text, UpstreamReply(status, body))
        #expect(failure?.code == code)
        #expect(failure?.detail.contains("55@") != true, "nothing of the upstream's is repeated")
    }

    @Test("a restriction says when it ends, and a limit when to try again")
    func moments() throws {
        let timelock = try UazapiSpoken.failure(Self.text, UpstreamReply(500, Self.timelock))
        #expect(timelock?.retryAfterSeconds == 100)
        let limited = UpstreamReply(
            status: 429,
            fields: [HTTPField("retry-after", "7")],
            body: []
        )
        #expect(try UazapiSpoken.failure(Self.text, limited)?.retryAfterSeconds == 7)
    }

    /// The failures that the served half words so that the spoken half knows them again.
    static let told: [FailureCode] = [
        .instanceNotConnected, .capabilityUnsupported, .mediaTooLarge, .mediaUnsupported,
        .mediaFetchFailed, .rateLimited, .accountRestricted, .recipientNotOnWhatsApp,
        .messageNotFound, .groupNotFound, .unavailable,
    ]

    @Test("what the served half says is understood", arguments: told)
    func roundTrip(code: FailureCode) throws {
        let response = Exchange(UazapiDialect())
            .response(to: CommandFailure(code), operation: "send.text")
        let reply = UpstreamReply(
            status: response.status,
            fields: response.fields,
            body: response.body
        )
        #expect(try UazapiSpoken.failure(Self.text, reply)?.code == code)
    }
}
