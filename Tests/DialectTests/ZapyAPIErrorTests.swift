import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI errors") struct ZapyAPIErrorTests {
    private static let context = FailureContext(
        operation: nil,
        path: "/api/instances/123",
        requestID: "",
        now: Timestamp(milliseconds: 1_734_177_600_000)
    )

    @Test(
        "every failure has the five members, whose status repeats the answer's",
        arguments: FailureCode.allCases,
        ["why", ""]
    )
    func envelope(code: FailureCode, detail: String) throws {
        let response = ZapyAPIDialect().response(to: CommandFailure(code, detail), in: Self.context)
        let body = try #require(try JSONReader.read(response.body).object)
        #expect(body.keys == ["statusCode", "message", "error", "timestamp", "path"])
        #expect(body["statusCode"]?.int == response.status)
        #expect(body["message"]?.string?.isEmpty == false)
        #expect(body["timestamp"] == "2024-12-14T12:00:00.000Z")
        #expect(body["path"] == "/api/instances/123")
        let code = try #require(body["error"]?.string)
        #expect(code.utf8.allSatisfy { (0x41...0x5A) ~= $0 || $0 == 0x5F })
        #expect(response.status >= 400)
    }

    @Test("the documented example is written byte for byte")
    func example() {
        let failure = CommandFailure(.requestInvalid, "Invalid request data")
        let response = ZapyAPIDialect().response(to: failure, in: Self.context)
        #expect(
            String(decoding: response.body, as: UTF8.self) == """
                {"statusCode":400,"message":"Invalid request data","error":"VALIDATION_ERROR",\
                "timestamp":"2024-12-14T12:00:00.000Z","path":"/api/instances/123"}
                """
        )
    }

    @Test(
        "statuses and codes are the notes'",
        arguments: [
            (FailureCode.authMissing, 401, "UNAUTHORIZED"), (.authInvalid, 401, "UNAUTHORIZED"),
            (.authForbidden, 403, "FORBIDDEN"), (.instanceNotFound, 404, "NOT_FOUND"),
            (.instanceNotConnected, 400, "INSTANCE_NOT_CONNECTED"),
            (.instanceAlreadyConnected, 400, "INSTANCE_ALREADY_CONNECTED"),
            (.routeUnknown, 404, "NOT_FOUND"), (.methodNotAllowed, 404, "NOT_FOUND"),
            (.capabilityUnsupported, 404, "NOT_FOUND"),
            (.requestMalformed, 400, "VALIDATION_ERROR"),
            (.recipientInvalid, 400, "VALIDATION_ERROR"), (.groupNotFound, 404, "NOT_FOUND"),
            (.webhookNotFound, 404, "NOT_FOUND"),
            (.internalError, 500, "INTERNAL_SERVER_ERROR"),
        ]
    )
    func wording(code: FailureCode, status: Int, word: String) throws {
        let response = ZapyAPIDialect().response(to: CommandFailure(code), in: Self.context)
        #expect(response.status == status)
        #expect(try JSONReader.read(response.body)["error"]?.string == word)
    }

    @Test("a failure that passes names its seconds")
    func retryAfter() {
        let failure = CommandFailure(.unavailable, retryAfterSeconds: 2)
        #expect(
            ZapyAPIDialect().response(to: failure, in: Self.context).fields
                == [HTTPResponse.jsonType, HTTPField("Retry-After", "2")]
        )
    }

    @Test("a request that cannot be is refused with its reason", arguments: badRequests)
    func badRequest(_ bad: BadRequest) async throws {
        let (response, commands) = await Playback(dialect: ZapyAPIDialect())
            .play(
                bad.method,
                bad.target,
                body: Array(bad.body.utf8),
                .failure(CommandFailure(.internalError))
            )
        let body = try JSONReader.read(response.body)
        #expect(commands.isEmpty)
        #expect(response.status == 400)
        #expect(body["error"] == "VALIDATION_ERROR")
        #expect(body["message"]?.string == bad.message)
    }

    private static func bad(_ target: String, _ body: String, _ message: String) -> BadRequest {
        BadRequest(
            testDescription: "\(target): \(message)",
            method: .post,
            target: "/api/\(target)",
            body: body,
            message: message
        )
    }

    private static func query(
        _ method: HTTPMethod,
        _ target: String,
        _ message: String
    ) -> BadRequest {
        BadRequest(
            testDescription: "\(target): \(message)",
            method: method,
            target: "/api/\(target)",
            message: message
        )
    }

    static let badRequests: [BadRequest] = badInstances + badContacts + badMessages

    static let badInstances = [
        query(.get, "instances?page=0", "page must not be less than 1"),
        query(.get, "instances?page=abc", "page must be an integer"),
        query(.get, "instances?limit=0", "limit must be between 1 and 100"),
        query(.get, "instances?limit=101", "limit must be between 1 and 100"),
        query(.get, "instances?limit=1.5", "limit must be an integer"),
        bad("instances", "", "name is required"),
        bad("instances", #"{"name":7}"#, "name must be a string"),
        bad("instances", #"{"name":"ab"}"#, "name must be between 3 and 100 characters"),
        bad(
            "instances",
            #"{"name":"\#(String(repeating: "a", count: 101))"}"#,
            "name must be between 3 and 100 characters"
        ),
        bad("instances/K/webhook-config", #"{"isActive":true}"#, "webhookUrl is required"),
        bad(
            "instances/K/webhook-config",
            #"{"webhookUrl":"not a url"}"#,
            "webhookUrl must be an http or https URL"
        ),
        bad(
            "instances/K/webhook-config",
            #"{"webhookUrl":"https://example.com","isActive":"yes"}"#,
            "isActive must be a boolean"
        ),
    ]

    static let badContacts = [
        bad("instances/K/check-numbers", "{}", "numbers is required"),
        bad("instances/K/check-numbers", #"{"numbers":[]}"#, "numbers must not be empty"),
        bad("instances/K/check-numbers", #"{"numbers":"5"}"#, "numbers must be an array"),
        bad(
            "instances/K/check-numbers",
            #"{"numbers":[5]}"#,
            "numbers must be an array of strings"
        ),
        bad("instances/K/presence", #"{"presence":"available"}"#, "to is required"),
        bad("instances/K/presence", #"{"to":"5511999999999"}"#, "presence is required"),
        bad(
            "instances/K/presence",
            #"{"to":"5511999999999","presence":"dancing"}"#,
            "presence must be one of composing, recording, paused, available, unavailable"
        ),
        query(
            .get,
            "instances/K/contacts/x/profile-picture",
            "phone must be a phone number or WhatsApp JID"
        ),
        query(
            .delete,
            "instances/K/contacts/x/block",
            "phone must be a phone number or WhatsApp JID"
        ),
        query(
            .get,
            "instances/K/groups/5511999999999@s.whatsapp.net",
            "groupId must be a group JID"
        ),
    ]

    static let badMessages = [
        bad("message/K/text", "", "to is required"),
        bad("message/K/text", #"["Hello"]"#, "the body must be a JSON object"),
        bad("message/K/text", #"{"to": "#, "unexpected end of the text at byte 7"),
        bad("message/K/text", #"{"to":"5511999999999"}"#, "message is required"),
        bad(
            "message/K/text",
            #"{"to":"abc","message":"x"}"#,
            "to must be a phone number or WhatsApp JID"
        ),
        bad("message/K/image", #"{"to":"5511999999999"}"#, "image is required"),
        bad(
            "message/K/image",
            #"{"to":"5511999999999","image":"/tmp/a.png"}"#,
            "image must be an http or https URL"
        ),
        bad(
            "message/K/video",
            #"{"to":"5511999999999","video":"data:video/mp4;base64,%%"}"#,
            "video is not a base64 data URL"
        ),
    ]
}
