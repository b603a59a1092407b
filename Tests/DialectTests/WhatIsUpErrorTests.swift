import Canonical
import DialectKit
import Testing
import WhatIsUp
import Wire

@Suite("WhatIsUp words errors")
struct WhatIsUpErrorTests {
    private let exchange = Exchange(WhatIsUpDialect())
    private static let messages = "/v1/instances/inst_01J7/messages"

    /// A call that is refused, the member at fault, and the issue's sentence.
    static let bad: [(Call, String, String)] = [
        (Call(.post, "/v1/instances", "{}"), "name", "name is required"),
        (Call(.post, "/v1/instances"), "name", "name is required"),
        (Call(.post, "/v1/instances", #"{"name":" "}"#), "name", "name is required"),
        (Call(.post, "/v1/instances", #"{"name":7}"#), "name", "name must be a string"),
        (
            Call(.post, "/v1/instances", #"{"name":"x","metadata":"team"}"#), "metadata",
            "metadata must be an object"
        ),
        (Call(.post, messages, #"{"body":{"type":"text","text":"x"}}"#), "to", "to is required"),
        (
            Call(.post, messages, #"{"to":5511999999999,"body":{"type":"text","text":"x"}}"#), "to",
            "to must be a string"
        ),
        (
            Call(.post, messages, #"{"to":"abc","body":{"type":"text","text":"x"}}"#), "to",
            "to is not a phone number or WhatsApp id"
        ),
        (Call(.post, messages), "to", "to is required"),
        (
            Call(.post, messages, #"{"to":"5511999999999","body":{"type":"text"}}"#), "body.text",
            "text is required"
        ),
        (
            Call(.post, messages, #"{"to":"5511999999999","body":{"type":"text","text":7}}"#),
            "body.text", "text must be a string"
        ),
        (
            Call(.post, messages, #"{"to":"5511999999999","body":"hello"}"#), "body",
            "body must be an object"
        ),
        (
            Call(.post, messages, #"{"to":"5511999999999","body":{"text":"x"}}"#), "body.type",
            "type is required"
        ),
        (Call(.post, messages, #"{"to":"5511999999999"}"#), "type", "type is required"),
        (
            Call(.post, messages, #"{"to":"5511999999999","body":{"type":"image","caption":"x"}}"#),
            "body.media_url", "media_url is required"
        ),
        (
            Call(
                .post,
                messages,
                #"{"to":"5511999999999","type":"image","media_url":"data:image/png;base64,AA=="}"#
            ), "media_url", "media_url must be an http or https URL"
        ),
        (
            Call(
                .post,
                messages,
                #"{"to":"5511999999999","body":{"type":"video","media_url":"https://e.com/f"}}"#
            ), "body.type", "type must be one of text, image, audio, document, sticker"
        ),
        (
            Call(
                .post,
                messages,
                #"{"to":"5511999999999","type":"text","text":"x","client_ref":7}"#
            ),
            "client_ref", "client_ref must be a string"
        ),
        (Call(.post, messages, #"["hello"]"#), "", "the body must be a JSON object"),
    ]

    @Test("a bad request names the member at fault, and nothing is asked for", arguments: bad)
    func refused(call: Call, path: String, message: String) async {
        let answer = await exchange.answer(call)
        #expect(answer.status == 400)
        #expect(
            answer.text
                == #"{"error":{"code":"validation_failed","message":"\#(message)","#
                + #""details":{"issues":[{"path":"\#(path)","message":"\#(message)"}]}},"#
                + #""request_id":"req_01J"}"#
        )
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("a body that is not JSON is not valid, and one of another type is not read")
    func unreadable() async {
        let broken = await exchange.answer(Call(.post, Self.messages, #"{"to": "#))
        #expect(broken.status == 400)
        #expect(broken.text.hasPrefix(#"{"error":{"code":"validation_failed","#))
        let plain = await exchange.answer(
            Call(.post, Self.messages, "{}", contentType: "text/plain")
        )
        #expect(plain.status == 415)
    }

    /// Every code of a failure, with the status and the vendor's code.
    static let codes: [(FailureCode, Int, String)] = [
        (.authMissing, 401, "auth_missing"), (.authMalformed, 401, "auth_malformed"),
        (.authInvalid, 401, "auth_invalid"), (.authExpired, 401, "auth_expired"),
        (.authForbidden, 403, "instance_access_denied"), (.authScoped, 403, "instance_scoped_key"),
        (.webhookNotFound, 404, "not_found"), (.deliveryNotFound, 404, "not_found"),
        (.keyNotFound, 404, "not_found"),
        (.instanceNotFound, 404, "instance_not_found"),
        (.instanceConflict, 409, "concurrent_modification"),
        (.instanceNotConnected, 409, "not_connected"),
        (.instanceAlreadyConnected, 409, "invalid_lifecycle_transition"),
        (.instanceLimit, 403, "plan_instance_limit"), (.pairingExpired, 409, "no_qr"),
        (.pairingUnavailable, 409, "no_qr"), (.routeUnknown, 404, "not_found"),
        (.methodNotAllowed, 404, "not_found"), (.capabilityUnsupported, 404, "not_found"),
        (.requestMalformed, 400, "validation_failed"), (.requestInvalid, 400, "validation_failed"),
        (.recipientInvalid, 400, "validation_failed"), (.rateLimited, 429, "rate_limited"),
        (.unavailable, 503, "worker_at_capacity"), (.internalError, 500, "internal_error"),
    ]

    @Test("the vendor's codes have their statuses", arguments: codes)
    func code(_ code: FailureCode, status: Int, word: String) throws {
        let response = exchange.response(to: CommandFailure(code), operation: nil)
        #expect(response.status == status)
        #expect(try JSONReader.read(response.body)["error"]?["code"]?.string == word)
    }

    @Test("every failure has the vendor's envelope", arguments: FailureCode.allCases)
    func envelope(code: FailureCode) throws {
        let response = exchange.response(to: CommandFailure(code), operation: "messages.send")
        #expect((400...599).contains(response.status))
        let body = try JSONReader.read(response.body)
        #expect(body.object?.keys == ["error", "request_id"])
        #expect(body["error"]?["code"]?.string?.isEmpty == false)
        #expect(body["error"]?["message"]?.string?.isEmpty == false)
        #expect(body["request_id"]?.string == "req_01J")
        #expect(response.field("Content-Type") == "application/json; charset=utf-8")
    }

    @Test("a failure's own sentence is the message, and the wait is told in a header field")
    func details() {
        let response = exchange.response(
            to: CommandFailure(.rateLimited, "60 requests are used up", retryAfterSeconds: 3),
            operation: nil
        )
        #expect(response.field("Retry-After") == "3")
        #expect(
            response.text
                == #"{"error":{"code":"rate_limited","message":"60 requests are used up"},"#
                + #""request_id":"req_01J"}"#
        )
    }
}
