import DialectKit

/// The vendor's error body, `{"error": "<text>"}`, and its status.
///
/// Which statuses and texts are documented and which are assumed is told in the dialect's page.
struct UazapiError: Equatable {
    let status: Int
    let text: String
    /// Members beside `error`, for WhatsApp's own refusals.
    var members: [(String, JSONValue)] = []
    var fields: [HTTPField] = []

    init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    /// Words a failure as the operation's handler does.
    init(_ failure: CommandFailure, in context: FailureContext) {
        self = Self.worded(failure, in: context)
        if context.operation == "instance.reset", status == 409 || status >= 500 {
            takeReset(of: failure)
        }
        if let seconds = failure.retryAfterSeconds {
            fields.append(HTTPField("Retry-After", "\(seconds)"))
        }
        if status == 405 {
            fields.append(HTTPField("Allow", failure.allowedMethods.joined(separator: ", ")))
        }
    }

    var response: HTTPResponse {
        var response = HTTPResponse.json(status) { writer in
            writer.object { writer in
                writer.member("error", text)
                for (key, value) in members { writer.member(MemberName(key), value) }
            }
        }
        response.fields += fields
        return response
    }

    static func == (left: UazapiError, right: UazapiError) -> Bool {
        left.response == right.response
    }
}

extension UazapiError {
    private static func worded(
        _ failure: CommandFailure,
        in context: FailureContext
    ) -> UazapiError {
        let words = HandlerWords(of: context.operation)
        let isSend = context.operation?.hasPrefix("send.") == true
        func said(_ otherwise: String) -> String {
            failure.detail.isEmpty ? otherwise : failure.detail
        }
        return switch failure.code {
        case .authMissing: UazapiError(401, words.noToken)
        case .authMalformed, .authInvalid, .authExpired:
            UazapiError(words.unknownTokenStatus, words.unknownToken)
        case .authForbidden, .authScoped: UazapiError(403, "Invalid AdminToken Header")
        case .instanceNotFound where context.operation == "instance.delete":
            UazapiError(404, "Instância não encontrada")
        // The token is all that names an instance, so one that is gone is an unknown token.
        case .instanceNotFound: UazapiError(words.unknownTokenStatus, words.unknownToken)
        case .instanceConflict: UazapiError(409, said("instance conflict"))
        case .instanceNotConnected: UazapiError(500, words.noSession)
        case .instanceAlreadyConnected: UazapiError(409, said("instance already connected"))
        case .instanceLimit: UazapiError(429, "Limite de conexões simultâneas atingido")
        case .pairingExpired: UazapiError(500, said("QR Code timeout"))
        case .pairingUnavailable: UazapiError(500, said("pairing not available"))
        // A path that a build lacks and one that nobody knows look alike, and neither is a 404.
        case .routeUnknown, .methodNotAllowed, .capabilityUnsupported:
            UazapiError(405, "Method not allowed")
        case .requestMalformed: UazapiError(400, words.payload)
        case .requestInvalid: UazapiError(400, said("Invalid payload"))
        case .recipientInvalid: UazapiError(400, said("Invalid number"))
        case .requestTooLarge:
            UazapiError(413, isSend ? "File size exceeds limit" : "Body too large")
        case .mediaTooLarge: UazapiError(413, "File size exceeds limit")
        case .requestUnsupportedType: UazapiError(415, said("Unsupported media type"))
        case .mediaUnsupported: UazapiError(415, "Unsupported media format")
        case .requestTimeout: UazapiError(408, "Request timeout")
        case .recipientNotOnWhatsApp: .notOnWhatsApp(failure, context.operation)
        case .recipientBlocked: UazapiError(500, said("Failed to send message"))
        case .messageNotFound where context.operation == "message.delete":
            UazapiError(404, "message not found")
        case .messageNotFound: UazapiError(404, said("Message not found"))
        case .messageTooOld: UazapiError(400, said("Message too old"))
        case .messageNotEditable: UazapiError(400, said("Message cannot be edited"))
        case .mediaFetchFailed: UazapiError(500, "Failed to upload media")
        case .mediaGone: UazapiError(404, said("Media not found"))
        case .groupNotFound: UazapiError(404, "Group not found")
        case .groupNotAdmin: UazapiError(403, "User is not an admin of this group")
        case .groupParticipantRefused: UazapiError(400, said("participant refused"))
        case .webhookNotFound: UazapiError(404, said("Webhook not found"))
        case .deliveryNotFound: UazapiError(404, said("Delivery not found"))
        case .tenantNotFound, .upstreamNotFound: UazapiError(404, said("Not found"))
        case .keyNotFound: UazapiError(404, said("Key not found"))
        case .rateLimited: UazapiError(429, "Rate limit exceeded")
        case .accountRestricted: .reachoutTimelock(failure)
        case .accountBanned: UazapiError(500, said("account banned by WhatsApp"))
        case .unavailable where context.operation == "instance.reset":
            UazapiError(500, "server not available")
        case .unavailable: UazapiError(503, "server not available")
        // Clients repeat what failed; the text says that this must not be.
        case .sendOutcomeUnknown:
            UazapiError(500, said("It is unknown whether the message was sent: do not repeat it"))
        case .upstreamTimeout, .upstreamRejected, .upstreamProtocol, .internalError:
            internalError(context.operation, isSend: isSend)
        }
    }

    private static func internalError(_ operation: String?, isSend: Bool) -> UazapiError {
        switch operation {
        case "group.create": UazapiError(500, "Failed to create group")
        case "group.info": UazapiError(500, "Failed to retrieve group information")
        case "group.leave": UazapiError(500, "error leaving group")
        case "instance.delete": UazapiError(500, "Falha ao deletar instância")
        case "message.presence": UazapiError(500, "Erro ao enviar presença")
        case "send.menu": UazapiError(500, "Failed to send menu")
        default: UazapiError(500, isSend ? "Failed to send message" : "Internal server error")
        }
    }

    /// The vendor's pages list 404 where a chat or a contact is meant, and no status for the rest.
    private static func notOnWhatsApp(
        _ failure: CommandFailure,
        _ operation: String?
    ) -> UazapiError {
        let isChat = operation == "chat.read" || operation == "chat.block"
        let number = failure.value.map { Address(parsing: $0)?.jid ?? $0 }
        let who = number.map { $0 + " " } ?? ""
        return UazapiError(isChat ? 404 : 500, "the number \(who)is not on WhatsApp")
    }

    /// Adds what the pages show beside the error of a reset; the value is the instance's id.
    private mutating func takeReset(of failure: CommandFailure) {
        members = [("resetting", false)]
        if let id = failure.value { members.append(("instanceId", .string(id))) }
        members.append(("queuedRecoveryAttempted", false))
    }

    /// WhatsApp's refusal 463; `details` is left out, for the quotas it tells are not known here.
    private static func reachoutTimelock(_ failure: CommandFailure) -> UazapiError {
        let reason =
            "WhatsApp reported that the currently connected account is under a temporary "
            + "restriction for starting new conversations, usually related to sending volume or "
            + "quality."
        var error = UazapiError(500, "WhatsApp server error 463: \(reason)")
        error.members = [
            ("error_source", "whatsapp_server"),
            ("provider", "whatsapp"),
            ("provider_code", 463),
            ("error_key", "WHATSAPP_REACHOUT_TIMELOCK"),
            (
                "message",
                "The WhatsApp server rejected this message. This was not an internal API error."
            ),
            (
                "message_ptbr",
                "O servidor do WhatsApp recusou esta mensagem. Isso não foi um erro interno da API."
            ),
            ("provider_message", .string(reason)),
            (
                "provider_message_ptbr",
                .string(
                    "O WhatsApp informou que a conta atualmente conectada está sob uma restrição "
                        + "temporária para iniciar novas conversas, normalmente relacionada a "
                        + "volume ou qualidade de envios."
                )
            ),
            ("diagnostics_endpoint", "/instance/wa_messages_limits"),
        ]
        return error
    }
}
