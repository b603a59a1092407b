import DialectKit

/// The body of every 4xx and 5xx, as the vendor's overview page shows it.
///
/// The members and 400 `VALIDATION_ERROR` are documented, and what 401, 403, 404 and 500 mean; every
/// other code is proposed by analogy.
struct ZapyAPIError {
    let status: Int
    let code: String
    let message: String
    private let retryAfterSeconds: Int?

    /// Words a failure.
    init(_ failure: CommandFailure) {
        let (status, code, text) = Self.wording(failure.code)
        self.status = status
        self.code = code
        message = failure.detail.isEmpty ? text : failure.detail
        retryAfterSeconds = failure.retryAfterSeconds
    }

    /// The status and the body, which repeats it; the path is named without its query.
    func response(path: String, at time: Timestamp) -> HTTPResponse {
        var response = HTTPResponse.json(status) { json in
            json.object { json in
                json.member("statusCode", status)
                json.member("message", message)
                json.member("error", code)
                json.member("timestamp", iso8601: time)
                json.member("path", path)
            }
        }
        if let retryAfterSeconds {
            response.fields.append(HTTPField("Retry-After", String(retryAfterSeconds)))
        }
        return response
    }

    /// The status, the code, and the text for a failure without a detail.
    private static func wording(_ code: FailureCode) -> (Int, String, String) {
        switch code {
        case .authMissing, .authMalformed, .authInvalid, .authExpired:
            (401, "UNAUTHORIZED", "Invalid or missing API key")
        case .authForbidden, .authScoped: (403, "FORBIDDEN", "Partner status is required")
        case .instanceNotFound: (404, "NOT_FOUND", "Instance not found")
        case .instanceConflict: (409, "CONFLICT", "The instance already exists")
        case .instanceNotConnected:
            (400, "INSTANCE_NOT_CONNECTED", "The instance is not connected")
        case .instanceAlreadyConnected:
            (400, "INSTANCE_ALREADY_CONNECTED", "The instance is already connected")
        case .instanceLimit: (403, "FORBIDDEN", "No more instances are allowed")
        case .pairingExpired: (404, "NOT_FOUND", "The QR code has expired")
        case .pairingUnavailable: (404, "NOT_FOUND", "No QR code is available")
        case .routeUnknown, .methodNotAllowed, .capabilityUnsupported:
            (404, "NOT_FOUND", "Resource not found")
        case .requestMalformed, .requestInvalid:
            (400, "VALIDATION_ERROR", "Invalid request data")
        case .requestTooLarge: (413, "PAYLOAD_TOO_LARGE", "The request is too large")
        case .requestUnsupportedType:
            (415, "UNSUPPORTED_MEDIA_TYPE", "The content type is not supported")
        case .requestTimeout: (408, "REQUEST_TIMEOUT", "The request took too long")
        case .recipientInvalid: (400, "VALIDATION_ERROR", "Invalid recipient")
        case .recipientNotOnWhatsApp:
            (400, "NUMBER_NOT_ON_WHATSAPP", "The number is not registered on WhatsApp")
        case .recipientBlocked: (400, "RECIPIENT_BLOCKED", "The recipient is blocked")
        case .messageNotFound: (404, "NOT_FOUND", "Message not found")
        case .messageTooOld: (400, "MESSAGE_TOO_OLD", "The message is too old")
        case .messageNotEditable: (400, "MESSAGE_NOT_EDITABLE", "The message is not editable")
        case .mediaFetchFailed: (400, "MEDIA_FETCH_FAILED", "The media could not be fetched")
        case .mediaUnsupported: (400, "MEDIA_NOT_SUPPORTED", "The media type is not supported")
        case .mediaTooLarge: (413, "PAYLOAD_TOO_LARGE", "The media is too large")
        case .mediaGone: (404, "NOT_FOUND", "The media is no longer available")
        case .groupNotFound: (404, "NOT_FOUND", "Group not found")
        case .groupNotAdmin: (403, "FORBIDDEN", "The instance is not a group admin")
        case .groupParticipantRefused:
            (400, "PARTICIPANT_REFUSED", "The participant cannot be changed")
        case .webhookNotFound: (404, "NOT_FOUND", "Webhook configuration not found")
        case .deliveryNotFound: (404, "NOT_FOUND", "Delivery not found")
        case .tenantNotFound, .upstreamNotFound: (404, "NOT_FOUND", "Not found")
        case .keyNotFound: (404, "NOT_FOUND", "Key not found")
        case .rateLimited: (429, "TOO_MANY_REQUESTS", "Too many requests")
        case .accountRestricted:
            (403, "ACCOUNT_RESTRICTED", "WhatsApp has restricted the account")
        case .accountBanned: (403, "ACCOUNT_BANNED", "WhatsApp has banned the account")
        case .unavailable: (503, "SERVICE_UNAVAILABLE", "The service is unavailable")
        case .sendOutcomeUnknown:
            (500, "SEND_OUTCOME_UNKNOWN", "The message may or may not have been sent")
        case .upstreamTimeout, .upstreamRejected, .upstreamProtocol, .internalError:
            (500, "INTERNAL_SERVER_ERROR", "Internal server error")
        }
    }
}
