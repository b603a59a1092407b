import DialectKit

/// The body of every answer that is no success: Ts.ED's exception with `error` in front.
///
/// Clients read `message` first, and some test `error`; both are always there. The vendor tells a
/// wrong token and an unlinked phone apart by the text alone.
struct MegaAPIError {
    /// Ts.ED's names of statuses; only the first four and the 500 were seen or inferred.
    enum Exception: String {
        case badRequest = "BAD_REQUEST"
        case unauthorized = "UNAUTHORIZED"
        case forbidden = "FORBIDDEN"
        case notFound = "NOT_FOUND"
        case requestTimeout = "REQUEST_TIMEOUT"
        case conflict = "CONFLICT"
        case requestEntityTooLarge = "REQUEST_ENTITY_TOO_LARGE"
        case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
        case tooManyRequests = "TOO_MANY_REQUESTS"
        case internalServerError = "INTERNAL_SERVER_ERROR"
        case serviceUnavailable = "SERVICE_UNAVAILABLE"

        var status: Int {
            switch self {
            case .badRequest: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .notFound: 404
            case .requestTimeout: 408
            case .conflict: 409
            case .requestEntityTooLarge: 413
            case .unsupportedMediaType: 415
            case .tooManyRequests: 429
            case .internalServerError: 500
            case .serviceUnavailable: 503
            }
        }
    }

    let exception: Exception
    let message: String
    private let retryAfterSeconds: Int?

    /// Words a failure; the path is named where no route serves it.
    init(_ failure: CommandFailure, path: String) {
        let (exception, text) = Self.wording(failure.code, path: path)
        self.exception = exception
        message = text ?? (failure.detail.isEmpty ? failure.code.rawValue : failure.detail)
        retryAfterSeconds = failure.retryAfterSeconds
    }

    /// The status and the body, which repeats it.
    var response: HTTPResponse {
        var response = HTTPResponse.json(exception.status) { json in
            json.object { json in
                json.member("error", true)
                json.member("message", message)
                json.member("name", exception.rawValue)
                json.member("status", exception.status)
                json.memberArray("errors") { _ in }
            }
        }
        if let retryAfterSeconds {
            response.fields.append(HTTPField("Retry-After", String(retryAfterSeconds)))
        }
        return response
    }

    /// The status, and the vendor's text where it has one; without a text the detail is shown.
    private static func wording(
        _ code: FailureCode,
        path: String
    ) -> (Exception, String?) {
        switch code {
        case .authMissing, .authMalformed, .authInvalid, .authExpired:
            (.unauthorized, "Unauthorized")
        case .authForbidden, .authScoped: (.forbidden, "Forbidden")
        case .instanceNotFound: (.notFound, "Instance not found")
        case .instanceConflict: (.conflict, nil)
        case .instanceNotConnected: (.unauthorized, "Instance not logged in")
        case .instanceAlreadyConnected: (.forbidden, "User is already logged in")
        case .instanceLimit, .pairingExpired, .pairingUnavailable: (.forbidden, nil)
        case .routeUnknown, .methodNotAllowed, .capabilityUnsupported:
            (.notFound, "Resource \"\(path)\" not found")
        case .requestMalformed, .requestInvalid, .recipientInvalid: (.badRequest, nil)
        case .requestTooLarge, .mediaTooLarge: (.requestEntityTooLarge, nil)
        case .requestUnsupportedType: (.unsupportedMediaType, nil)
        case .requestTimeout: (.requestTimeout, nil)
        case .recipientNotOnWhatsApp: (.forbidden, "Number not registered on WhatsApp")
        case .recipientBlocked: (.forbidden, nil)
        case .messageNotFound: (.notFound, "Message not found")
        case .messageTooOld, .messageNotEditable: (.forbidden, nil)
        case .mediaFetchFailed, .mediaGone: (.forbidden, "Unable to download file")
        case .mediaUnsupported: (.badRequest, nil)
        case .groupNotFound: (.notFound, "Group not found")
        case .groupNotAdmin, .groupParticipantRefused: (.forbidden, nil)
        case .webhookNotFound: (.notFound, "Webhook not found")
        case .deliveryNotFound: (.notFound, "Delivery not found")
        case .tenantNotFound, .upstreamNotFound: (.notFound, "Not found")
        case .keyNotFound: (.notFound, "Key not found")
        case .rateLimited: (.tooManyRequests, nil)
        case .accountRestricted, .accountBanned: (.forbidden, nil)
        // Nothing was done, and trying again is right: clients retry a 503, not a 500.
        case .unavailable: (.serviceUnavailable, nil)
        case .upstreamTimeout, .upstreamRejected, .upstreamProtocol, .sendOutcomeUnknown,
            .internalError:
            (.internalServerError, nil)
        }
    }
}
