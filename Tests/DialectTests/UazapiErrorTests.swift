import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi words errors")
struct UazapiErrorTests {
    private let exchange = Exchange(UazapiDialect())

    /// A call that is refused, the status, and the text.
    static let bad: [(Call, Int, String)] = [
        (
            Call(.post, "/instance/connect", #"{"phone":"12"}"#), 400,
            "phone must have 10 to 15 digits"
        ),
        (
            Call(.post, "/instance/connect", #"{"phone":"+5511999999999"}"#), 400,
            "phone must have 10 to 15 digits"
        ),
        (
            Call(.post, "/instance/connect", #"{"phone":"5511999999999999"}"#), 400,
            "phone must have 10 to 15 digits"
        ),
        (
            Call(.post, "/instance/connect", #"{"phone":5511999999999}"#), 400,
            "phone must be a string"
        ),
        (Call(.post, "/instance/updateInstanceName", "{}"), 400, "name is required"),
        (Call(.post, "/instance/updateInstanceName", "name=Loja"), 400, "Invalid payload"),
        (
            Call(.post, "/instance/updateInstanceName", #"["Loja"]"#), 400,
            "the body must be a JSON object"
        ),
        (Call(.post, "/instance/create"), 400, "name is required"),
        (
            Call(.post, "/instance/privacy", "{}"), 400,
            #"No valid privacy settings found. Use format: {"groupadd": "contacts", "last": "none"}"#
        ),
        (
            Call(.post, "/instance/privacy"), 400,
            #"No valid privacy settings found. Use format: {"groupadd": "contacts", "last": "none"}"#
        ),
        (
            Call(.post, "/instance/privacy", #"{"groupadd":""}"#), 400,
            "Value for groupadd must be a non-empty string"
        ),
        (
            Call(.post, "/instance/privacy", #"{"last":null}"#), 400,
            "Value for last must be a non-empty string"
        ),
        (
            Call(.post, "/instance/privacy", #"{"groupadd":"all","invalidtype":"all"}"#), 400,
            "invalid privacy type: invalidtype. Valid types: groupadd, last, status, profile, "
                + "readreceipts, online, calladd"
        ),
        (
            Call(.post, "/instance/privacy", #"{"groupadd":"invalidvalue"}"#), 400,
            "invalid privacy value: invalidvalue. Valid values: all, contacts, "
                + "contact_blacklist, none, match_last_seen, known"
        ),
        (
            Call(.post, "/instance/privacy", #"{"readreceipts":"contacts"}"#), 400,
            "invalid privacy value: contacts. Valid values: all, contacts, "
                + "contact_blacklist, none, match_last_seen, known"
        ),
        (Call(.post, "/instance/presence", #"{"presence": "#), 400, "Invalid payload"),
        (Call(.post, "/instance/presence", #"{"presence":true}"#), 400, "Invalid payload"),
        (
            Call(.post, "/instance/presence", #"{"presence":"busy"}"#), 400,
            "Invalid presence value, use available or unavailable"
        ),
        (
            Call(.post, "/instance/presence"), 400,
            "Invalid presence value, use available or unavailable"
        ),
        (
            Call(
                .post,
                "/instance/presence",
                #"{"presence":"available"}"#,
                contentType: "text/csv"
            ), 415, "Content-Type must be application/json"
        ),
        (Call(.post, "/send/text", "{}"), 400, "Missing number or text"),
        (Call(.post, "/send/text", #"{"number":"5511888888888"}"#), 400, "Missing number or text"),
        (Call(.post, "/send/text", #"{"number":"","text":"x"}"#), 400, "Missing number or text"),
        (
            Call(.post, "/send/text", #"{"number":"5511888888888","text":""}"#), 400,
            "Missing number or text"
        ),
        (
            Call(.post, "/send/text", #"{"number":"5511888888888","text":7}"#), 400,
            "text must be a string"
        ),
        (
            Call(.post, "/send/text", #"{"number":"abc","text":"x"}"#), 400,
            "number is not a phone number or WhatsApp id"
        ),
        (
            Call(
                .post,
                "/send/text",
                #"{"number":"120363041490582303@g.us","text":"x","mentions":"all"}"#
            ), 400, "mentions cannot be all here"
        ),
        (
            Call(
                .post,
                "/send/text",
                #"{"number":"120363041490582303@g.us","text":"x","mentions":"x"}"#
            ), 400, "mentions is not a phone number or WhatsApp id"
        ),
        (
            Call(.post, "/send/media", #"{"type":"image","file":"Zm9v"}"#), 400,
            "Missing number, type or file"
        ),
        (
            Call(.post, "/send/media", #"{"number":"5511888888888","file":"Zm9v"}"#), 400,
            "Invalid media type or file format"
        ),
        (
            Call(
                .post,
                "/send/media",
                #"{"number":"5511888888888","type":"hologram","file":"Zm9v"}"#
            ), 400, "Invalid media type or file format"
        ),
        (
            Call(.post, "/send/media", #"{"number":"5511888888888","type":"image"}"#), 400,
            "Invalid media type or file format"
        ),
        (
            Call(
                .post,
                "/send/media",
                #"{"number":"5511888888888","type":"image","file":"file:///etc/passwd"}"#
            ), 400, "Invalid media type or file format"
        ),
        (
            Call(
                .post,
                "/send/media",
                #"{"number":"5511888888888","type":"image","file":"data:image/png;base64"}"#
            ), 400, "Invalid media type or file format"
        ),
        (
            Call(
                .post,
                "/send/media",
                #"{"number":"120363041490582303@g.us","type":"image","file":"Zm9v","#
                    + #""mentions":"5511888888888"}"#
            ), 400, "mentions cannot be carried by a caption here"
        ),
    ]

    @Test(
        "a bad request is refused in the handler's words, and nothing is asked for",
        arguments: bad
    )
    func refused(call: Call, status: Int, text: String) async {
        let answer = await exchange.answer(call)
        #expect(answer.status == status)
        #expect(answer.text == JSONValue.object(["error": .string(text)]).text)
        #expect(exchange.performer.commands.isEmpty)
    }

    /// An operation, and what it says of no token, of an unknown one, and with which status.
    static let credentials: [(String, String, String, Int)] = [
        ("instance.status", "Unauthorized", "instance info not found", 401),
        ("instance.connect", "Unauthorized", "client not found", 401),
        ("instance.setPrivacy", "Unauthorized", "client not found", 401),
        (
            "instance.delete", "Não autorizado - Token inválido ou ausente",
            "Não autorizado - Token inválido ou ausente", 401
        ),
        ("instance.wa_messages_limits.get", "Unauthorized", "invalid token", 401),
        ("send.text", "Unauthorized", "Invalid token", 401),
        ("message.download", "Unauthorized", "invalid token", 401),
        ("newsletter.create", "Unauthorized", "client not found", 401),
        ("call.make", "Unauthorized", "client not found", 401),
        ("business.catalog.list", "Unauthorized", "client not found", 401),
        ("webhook.get", "missing token", "Invalid token", 401),
        ("chat.find", "Unauthorized", "Invalid token", 401),
        ("instance.create", "Unauthorized", "Invalid AdminToken Header", 403),
        ("instance.init", "Unauthorized", "Invalid AdminToken Header", 403),
        ("instance.all", "Unauthorized", "Invalid AdminToken Header", 403),
        ("globalwebhook.set", "Unauthorized", "Invalid AdminToken Header", 403),
        ("admin.token.rotate", "Unauthorized", "Invalid AdminToken Header", 403),
        ("instance.updateAdminFields", "Unauthorized", "Invalid AdminToken Header", 403),
    ]

    @Test("each handler words a refused token in its own way", arguments: credentials)
    func credential(operation: String, missing: String, unknown: String, status: Int) {
        let none = exchange.response(to: CommandFailure(.authMissing), operation: operation)
        #expect(none.status == 401)
        #expect(none.text == #"{"error":"\#(missing)"}"#)
        for code in [FailureCode.authInvalid, .authMalformed] {
            let wrong = exchange.response(to: CommandFailure(code), operation: operation)
            #expect(wrong.status == status)
            #expect(wrong.text == #"{"error":"\#(unknown)"}"#)
        }
    }

    @Test("every operation of the words' table is an operation of a route")
    func wordsOfRoutes() {
        let operations = Set(UazapiDialect().routes.map(\.operation))
        for (operation, _, _, _) in Self.credentials {
            #expect(operations.contains(operation))
        }
    }

    @Test("every failure has the vendor's envelope", arguments: FailureCode.allCases)
    func envelope(code: FailureCode) throws {
        for operation in ["send.text", "instance.status", nil] {
            let response = exchange.response(to: CommandFailure(code), operation: operation)
            #expect((400...599).contains(response.status))
            let body = try JSONReader.read(response.body)
            #expect(body["error"]?.string?.isEmpty == false)
            #expect(body.object?.keys.first == "error")
            if code != .accountRestricted { #expect(body.object?.count == 1) }
            #expect(response.field("Content-Type") == "application/json; charset=utf-8")
        }
    }

    /// A failure of a send, and its status and text.
    static let sends: [(CommandFailure, Int, String)] = [
        (CommandFailure(.instanceNotConnected), 500, "No session"),
        (CommandFailure(.rateLimited), 429, "Rate limit exceeded"),
        (CommandFailure(.mediaTooLarge), 413, "File size exceeds limit"),
        (CommandFailure(.requestTooLarge), 413, "File size exceeds limit"),
        (CommandFailure(.mediaUnsupported), 415, "Unsupported media format"),
        (CommandFailure(.mediaFetchFailed), 500, "Failed to upload media"),
        (CommandFailure(.internalError, "kept to ourselves"), 500, "Failed to send message"),
        (
            CommandFailure(.recipientNotOnWhatsApp, value: "5521888888888"), 500,
            "the number 5521888888888@s.whatsapp.net is not on WhatsApp"
        ),
        (
            CommandFailure(.recipientNotOnWhatsApp, value: "1@lid"), 500,
            "the number 1@lid is not on WhatsApp"
        ),
        (CommandFailure(.recipientNotOnWhatsApp), 500, "the number is not on WhatsApp"),
    ]

    @Test("a send fails in the vendor's words", arguments: sends)
    func send(failure: CommandFailure, status: Int, text: String) {
        let response = exchange.response(to: failure, operation: "send.text")
        #expect(response.status == status)
        #expect(response.text == #"{"error":"\#(text)"}"#)
    }

    @Test("WhatsApp's refusal 463 has the documented members, without quotas that nobody told")
    func timelock() throws {
        let response = exchange.response(
            to: CommandFailure(.accountRestricted),
            operation: "send.text"
        )
        #expect(response.status == 500)
        let body = try JSONReader.read(response.body)
        #expect(
            body.object?.keys
                == [
                    "error", "error_source", "provider", "provider_code", "error_key", "message",
                    "message_ptbr", "provider_message", "provider_message_ptbr",
                    "diagnostics_endpoint",
                ]
        )
        let reason = body["provider_message"]?.string ?? ""
        #expect(body["error"]?.string == "WhatsApp server error 463: " + reason)
        #expect(body["provider_code"]?.int == 463)
        #expect(body["error_key"]?.string == "WHATSAPP_REACHOUT_TIMELOCK")
        #expect(body["diagnostics_endpoint"]?.string == "/instance/wa_messages_limits")
    }

    @Test("a deletion's failures are told in Portuguese")
    func deletion() {
        let gone = exchange.response(
            to: CommandFailure(.instanceNotFound),
            operation: "instance.delete"
        )
        #expect(gone.status == 404)
        #expect(gone.text == #"{"error":"Instância não encontrada"}"#)
        let broken = exchange.response(
            to: CommandFailure(.internalError),
            operation: "instance.delete"
        )
        #expect(broken.status == 500)
        #expect(broken.text == #"{"error":"Falha ao deletar instância"}"#)
    }

    @Test("an instance that is gone is an unknown token elsewhere")
    func goneInstance() {
        let gone = exchange.response(
            to: CommandFailure(.instanceNotFound),
            operation: "instance.connect"
        )
        #expect(gone.status == 401)
        #expect(gone.text == #"{"error":"client not found"}"#)
    }

    @Test("retrying later and the methods of a path are told in header fields")
    func fields() {
        let limited = exchange.response(
            to: CommandFailure(.rateLimited, retryAfterSeconds: 7),
            operation: "send.text"
        )
        #expect(limited.field("Retry-After") == "7")
        let method = exchange.response(
            to: CommandFailure(.methodNotAllowed, allowedMethods: ["GET", "POST"]),
            operation: nil
        )
        #expect(method.status == 405)
        #expect(method.field("Allow") == "GET, POST")
    }
}
