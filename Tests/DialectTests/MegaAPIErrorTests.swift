import DialectKit
import MegaAPI
import Testing

@Suite("mega-API errors") struct MegaAPIErrorTests {
    @Test(
        "every failure has the exception's body, whose status repeats the answer's",
        arguments: FailureCode.allCases
    )
    func envelope(code: FailureCode) throws {
        let context = FailureContext(
            operation: nil,
            path: "/rest/x",
            requestID: "",
            now: Samples.noon
        )
        let response = MegaAPIDialect().response(to: CommandFailure(code, "why"), in: context)
        let body = try #require(try JSONReader.read(response.body).object)
        #expect(body.keys == ["error", "message", "name", "status", "errors"])
        #expect(body["error"] == true)
        #expect(body["message"]?.string?.isEmpty == false)
        #expect(body["name"]?.string?.isEmpty == false)
        #expect(body["status"]?.int == response.status)
        #expect(body["errors"] == [])
        #expect(response.status >= 400)
    }

    @Test(
        "the texts that clients test are the vendor's",
        arguments: [
            (FailureCode.authInvalid, 401, "UNAUTHORIZED", "Unauthorized"),
            (.authMissing, 401, "UNAUTHORIZED", "Unauthorized"),
            (.instanceNotFound, 404, "NOT_FOUND", "Instance not found"),
            (.instanceNotConnected, 401, "UNAUTHORIZED", "Instance not logged in"),
            (.recipientNotOnWhatsApp, 403, "FORBIDDEN", "Number not registered on WhatsApp"),
            (.mediaFetchFailed, 403, "FORBIDDEN", "Unable to download file"),
            (.groupNotFound, 404, "NOT_FOUND", "Group not found"),
            (.routeUnknown, 404, "NOT_FOUND", #"Resource \"/rest/x\" not found"#),
            (.capabilityUnsupported, 404, "NOT_FOUND", #"Resource \"/rest/x\" not found"#),
            (.methodNotAllowed, 404, "NOT_FOUND", #"Resource \"/rest/x\" not found"#),
            (.unavailable, 503, "SERVICE_UNAVAILABLE", "detail"),
            (.internalError, 500, "INTERNAL_SERVER_ERROR", "detail"),
        ]
    )
    func wording(code: FailureCode, status: Int, name: String, message: String) {
        let context = FailureContext(
            operation: nil,
            path: "/rest/x",
            requestID: "",
            now: Samples.noon
        )
        let response = MegaAPIDialect().response(to: CommandFailure(code, "detail"), in: context)
        #expect(
            String(decoding: response.body, as: UTF8.self) == """
                {"error":true,"message":"\(message)","name":"\(name)","status":\(status),\
                "errors":[]}
                """
        )
    }

    @Test("a failure that passes names its seconds")
    func retryAfter() {
        let context = FailureContext(operation: nil, path: "/", requestID: "", now: Samples.noon)
        let limit = CommandFailure(.rateLimited, retryAfterSeconds: 3)
        #expect(
            MegaAPIDialect().response(to: limit, in: context).fields
                == [HTTPResponse.jsonType, HTTPField("Retry-After", "3")]
        )
    }

    @Test("a request that cannot be is refused with its reason", arguments: badRequests)
    func badRequest(_ bad: BadRequest) async throws {
        let (response, commands) = await Playback(dialect: MegaAPIDialect())
            .play(
                bad.method,
                bad.target,
                body: Array(bad.body.utf8),
                .failure(CommandFailure(.internalError))
            )
        #expect(commands.isEmpty)
        #expect(response.status == 400)
        #expect(try JSONReader.read(response.body)["message"]?.string == bad.message)
    }

    private static func send(_ name: String, _ body: String, _ message: String) -> BadRequest {
        BadRequest(
            testDescription: "\(name): \(message)",
            method: .post,
            target: "/rest/sendMessage/K/\(name)",
            body: body,
            message: message
        )
    }

    private static func post(_ target: String, _ body: String, _ message: String) -> BadRequest {
        BadRequest(
            testDescription: "\(target): \(message)",
            method: .post,
            target: "/rest/\(target)",
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
            target: "/rest/\(target)",
            message: message
        )
    }

    static let badRequests: [BadRequest] = badSends + badMedia + badOthers + badQueries

    static let badSends = [
        send("text", "", "messageData is required"),
        send("text", "[]", "the body must be a JSON object"),
        send("text", #"{"to":"551199999999","text":"x"}"#, "messageData is required"),
        send("text", #"{"messageData":{"text":"x"}}"#, "to is required"),
        send("text", #"{"messageData":{"to":["551199999999"]}}"#, "to must be a string"),
        send("text", #"{"messageData":{"to":"551199999999","text":" "}}"#, "text is required"),
        send(
            "text",
            #"{"messageData":{"to":"joão","text":"x"}}"#,
            "messageData.to is not a phone number or WhatsApp id"
        ),
        send(
            "text",
            "{\"messageData\":{\"to\":\"551199999999\", // who\n\"text\":\"x\"}}",
            "unexpected character at byte 37"
        ),
        send(
            "quoteMessage",
            #"{"messageData":{"to":"551199999999","text":"Mensagem","key":{},"message":{}}}"#,
            "key.id is required"
        ),
        send(
            "listMessage",
            """
            {"messageData":{"to":"551199999999","title":"","text":"x","description":"",
            "buttonText":"x","sections":[{"title":"x","rows":[]}]}}
            """,
            "sections must have a row"
        ),
        send(
            "templateMessage",
            """
            {"messageData":{"to":"551199999999","text":"x","buttons":[{"type":"url",
            "title":"x"}]}}
            """,
            "payload is required"
        ),
        send(
            "templateMessage",
            """
            {"messageData":{"to":"551199999999","text":"x","buttons":[{"type":"pix",
            "title":"x"}]}}
            """,
            "type must be one of reply, url, call, copy"
        ),
        send(
            "templateMessage",
            #"{"messageData":{"to":"551199999999","text":"x","type":"image","buttons":[]}}"#,
            "mediaUrl is required"
        ),
        send(
            "templateMessage",
            #"{"messageData":{"to":"551199999999","text":"x","type":"gif","buttons":[]}}"#,
            "type must be one of text, image, video, document"
        ),
        send(
            "templateMessage",
            #"{"messageData":{"to":"551199999999","text":"x","buttons":[]}}"#,
            "buttons must not be empty"
        ),
    ]

    static let badMedia = [
        send(
            "mediaUrl",
            #"{"messageData":{"to":"551199999999","url":"https://example.com/a","type":"gif"}}"#,
            "type must be one of image, video, audio, document, ptt, ptv"
        ),
        send(
            "mediaUrl",
            #"{"messageData":{"to":"551199999999","type":"image"}}"#,
            "url is required"
        ),
        send(
            "mediaUrlToMany",
            #"{"messageData":{"to":[],"url":"https://example.com/a","type":"image"}}"#,
            "to must not be empty"
        ),
        send(
            "mediaUrlToMany",
            #"{"messageData":{"to":"551199999999","url":"https://a.b/c","type":"image"}}"#,
            "to must be an array"
        ),
        send(
            "mediaBase64",
            #"{"messageData":{"to":"551199999999","type":"image","base64":"%%"}}"#,
            "base64 must be base 64 or a data URL"
        ),
    ]

    static let badOthers = [
        post(
            "chat/K/deleteMessage",
            #"{"messageData":{"to":"551199999999@s.whatsapp.net","key":{}}}"#,
            "key.id is required"
        ),
        post("chat/K/deleteMessage", #"{"messageData":{"to":"551199999999"}}"#, "key is required"),
        post("chat/K/readChat", #"{"to":"551199999999"}"#, "option is required"),
        post(
            "chat/K/blockChat",
            #"{"to":"551199999999","option":"yes"}"#,
            "option must be a boolean"
        ),
        post(
            "chat/K/presenceUpdateChat",
            #"{"to":"551199999999","option":"dancing"}"#,
            "option must be one of composing, recording, paused, available, unavailable"
        ),
        post(
            "chat/K/presenceUpdateChat",
            #"{"option":"available"}"#,
            "to is required"
        ),
        post(
            "group/K/create",
            #"{"group_data":{"group_name":"x","participants":[]}}"#,
            "participants must not be empty"
        ),
        post(
            "group/K/addParticipants",
            #"{"group_data":{"jid":"551199999999@s.whatsapp.net","participants":["x"]}}"#,
            "jid must be a group's id"
        ),
        post(
            "group/K/addParticipants",
            #"{"group_data":{"jid":"120363041490582303@g.us","participants":["x"]}}"#,
            "group_data.participants.0 is not a phone number or WhatsApp id"
        ),
        post(
            "webhook/K/configWebhook",
            #"{"messageData":{"webhookUrl":""}}"#,
            "webhookUrl is required"
        ),
    ]

    static let badQueries = [
        query(.get, "group/K/group", "jid is required"),
        query(.get, "group/K/group?jid=551199999999@s.whatsapp.net", "jid must be a group's id"),
        query(.delete, "group/K/leaveGroup", "jid is required"),
        query(
            .put,
            "group/K/setWhoCanSendMessage?jid=120363041490582303@g.us",
            "allowOnlyAdmins is required"
        ),
        query(
            .put,
            "group/K/setWhoCanChangeSettings?jid=120363041490582303@g.us&allowOnlyAdmins=maybe",
            "allowOnlyAdmins must be true or false"
        ),
        query(.get, "instance/isOnWhatsApp/K", "jid is required"),
        query(
            .get,
            "instance/isOnWhatsApp/K?jid=x",
            "jid is not a phone number or WhatsApp id"
        ),
        query(.get, "instance/pairingCode/K", "phoneNumber is required"),
        query(
            .get,
            "instance/pairingCode/K?phoneNumber=12",
            "phoneNumber must be digits with the country code"
        ),
    ]
}
