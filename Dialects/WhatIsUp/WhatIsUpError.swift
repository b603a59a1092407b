import DialectKit

/// The vendor's error body: clients match on `error.code` alone.
///
/// Which codes and statuses are documented and which are assumed is told in the dialect's page.
struct WhatIsUpError {
    let status: Int
    let code: String
    let message: String
    let requestID: String
    /// The members at fault, for `validation_failed`.
    private var issues: [(path: String, message: String)] = []
    private var retryAfterSeconds: Int?

    /// Words a failure; its own sentence is the message when it has one.
    init(_ failure: CommandFailure, requestID: String) {
        let (status, code, message) = Self.words(failure.code)
        self.status = status
        self.code = code
        self.message = failure.detail.isEmpty ? message : failure.detail
        self.requestID = requestID
        retryAfterSeconds = failure.retryAfterSeconds
        if code == "validation_failed" { issues = [(failure.field ?? "", self.message)] }
    }

    var response: HTTPResponse {
        var response = HTTPResponse.json(status) { writer in
            writer.object { writer in
                writer.member("error", writeError)
                writer.member("request_id", requestID)
            }
        }
        if let seconds = retryAfterSeconds {
            response.fields.append(HTTPField("Retry-After", "\(seconds)"))
        }
        return response
    }

    private func writeError(_ writer: inout JSONWriter) {
        writer.member("code", code)
        writer.member("message", message)
        guard !issues.isEmpty else { return }
        writer.member("details") { writer in
            writer.memberArray("issues") { writer in
                for issue in issues {
                    writer.object { writer in
                        writer.member("path", issue.path)
                        writer.member("message", issue.message)
                    }
                }
            }
        }
    }
}

extension WhatIsUpError {
    /// The status, the vendor's code, and a sentence for failures that bring none.
    private static func words(_ code: FailureCode) -> (Int, String, String) {
        switch code {
        case .authMissing: (401, "auth_missing", "Authorization header is required")
        case .authMalformed: (401, "auth_malformed", "Authorization must be a Bearer API key")
        case .authInvalid: (401, "auth_invalid", "No active API key matches")
        case .authExpired: (401, "auth_expired", "The API key has expired or was revoked")
        case .authScoped:
            (403, "instance_scoped_key", "This key is bound to one instance")
        case .authForbidden: (403, "instance_access_denied", "This key may not do that")
        case .instanceNotFound: (404, "instance_not_found", "Instance not found")
        case .instanceConflict: (409, "concurrent_modification", "Colliding changes")
        case .instanceNotConnected: (409, "not_connected", "Instance is not connected")
        case .instanceAlreadyConnected:
            (409, "invalid_lifecycle_transition", "Instance is already connected")
        case .instanceLimit:
            (403, "plan_instance_limit", "The plan's number of instances is reached")
        case .pairingExpired, .pairingUnavailable: (409, "no_qr", "No QR code is ready")
        case .routeUnknown: (404, "not_found", "No such route")
        case .methodNotAllowed, .capabilityUnsupported: (404, "not_found", "Not offered here")
        case .requestMalformed: (400, "validation_failed", "The body is not valid JSON")
        case .requestInvalid: (400, "validation_failed", "The request is not valid")
        case .recipientInvalid: (400, "validation_failed", "Not a phone number or group")
        case .requestTooLarge: (413, "payload_too_large", "The body is too large")
        case .requestUnsupportedType:
            (415, "unsupported_media_type", "Content-Type must be application/json")
        case .requestTimeout: (408, "request_timeout", "The request took too long")
        case .recipientNotOnWhatsApp: (422, "recipient_not_on_whatsapp", "Not on WhatsApp")
        case .recipientBlocked: (422, "recipient_blocked", "The recipient is blocked")
        case .messageNotFound: (404, "message_not_found", "Message not found")
        case .messageTooOld: (422, "message_too_old", "The message is too old")
        case .messageNotEditable: (422, "message_not_editable", "The message cannot be changed")
        case .mediaFetchFailed: (422, "media_fetch_failed", "media_url could not be fetched")
        case .mediaUnsupported: (422, "media_unsupported", "The file is not of that type")
        case .mediaTooLarge: (413, "media_too_large", "The file is too large")
        case .mediaGone: (404, "media_not_found", "The file is no longer kept")
        case .groupNotFound: (404, "group_not_found", "Group not found")
        case .groupNotAdmin: (403, "group_not_admin", "Not an admin of the group")
        case .groupParticipantRefused: (422, "participant_refused", "The participant was refused")
        case .webhookNotFound: (404, "not_found", "Webhook endpoint not found")
        case .deliveryNotFound: (404, "not_found", "Webhook delivery not found")
        case .tenantNotFound, .upstreamNotFound: (404, "not_found", "Not found")
        case .keyNotFound: (404, "not_found", "API key not found")
        case .rateLimited: (429, "rate_limited", "Too many requests")
        case .accountRestricted:
            (422, "account_restricted", "WhatsApp keeps the account from starting chats")
        case .accountBanned: (409, "instance_unavailable", "WhatsApp closed the account")
        case .unavailable: (503, "worker_at_capacity", "No free worker")
        case .upstreamTimeout: (504, "upstream_timeout", "WhatsApp did not answer in time")
        case .upstreamRejected: (502, "upstream_rejected", "WhatsApp refused")
        case .upstreamProtocol: (502, "upstream_error", "WhatsApp answered something unknown")
        case .sendOutcomeUnknown:
            (504, "send_outcome_unknown", "It is unknown whether the message was sent")
        case .internalError: (500, "internal_error", "Internal error")
        }
    }
}
