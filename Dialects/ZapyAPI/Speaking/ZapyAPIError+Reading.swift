import DialectKit

extension ZapyAPIError {
    /// What an answer that says no means, in the core's words; the mirror of where it is written.
    ///
    /// Documented are what 400, 401, 403, 404 and 500 mean and `VALIDATION_ERROR`; the other words are
    /// those that are assumed where answers are written. A key that the vendor does not take is
    /// the operator's trouble: our client's own credential is fine.
    static func failure(of reply: UpstreamReply) -> CommandFailure {
        let body = reply.json?.object
        let message = body?["message"]?.string ?? ""
        let word = body?["error"]?.string ?? ""
        var code = code(ofStatus: reply.status, isVendors: body != nil)
        if let named = codes[word] {
            code = named
        } else if body != nil, UpstreamReply.tellsOfRestriction(message) {
            code = .accountRestricted
        } else if reply.status == 400, message.lowercased().contains("not connected") {
            // The vendor's word for this is not known, and its prose is better than nothing.
            code = .instanceNotConnected
        }
        return CommandFailure(code, text(of: code), retryAfterSeconds: reply.retryAfterSeconds)
    }

    private static let codes: [String: FailureCode] = [
        "VALIDATION_ERROR": .requestInvalid,
        "INSTANCE_NOT_CONNECTED": .instanceNotConnected,
        "INSTANCE_ALREADY_CONNECTED": .instanceAlreadyConnected,
        "NUMBER_NOT_ON_WHATSAPP": .recipientNotOnWhatsApp,
        "RECIPIENT_BLOCKED": .recipientBlocked,
        "MESSAGE_TOO_OLD": .messageTooOld,
        "MESSAGE_NOT_EDITABLE": .messageNotEditable,
        "MEDIA_FETCH_FAILED": .mediaFetchFailed,
        "MEDIA_NOT_SUPPORTED": .mediaUnsupported,
        "PARTICIPANT_REFUSED": .groupParticipantRefused,
        "TOO_MANY_REQUESTS": .rateLimited,
        "ACCOUNT_RESTRICTED": .accountRestricted,
        "ACCOUNT_BANNED": .accountBanned,
        // Nobody knows what became of the request.
        "SEND_OUTCOME_UNKNOWN": .upstreamTimeout,
    ]

    /// What a status means by itself; a server's error without the vendor's body is another
    /// machine's.
    private static func code(ofStatus status: Int, isVendors: Bool) -> FailureCode {
        switch status {
        case 400, 415, 422: .requestInvalid
        case 405, 501: .capabilityUnsupported
        case 408, 504: .upstreamTimeout
        case 413: .requestTooLarge
        case 429: .rateLimited
        case 400..<500: .upstreamRejected
        case 502, 503: .unavailable
        case 500... where isVendors: .unavailable
        default: .upstreamProtocol
        }
    }

    /// Our own words: the vendor's are not shown to clients.
    private static func text(of code: FailureCode) -> String {
        switch code {
        case .upstreamRejected: "The upstream refused the request"
        case .upstreamProtocol: UpstreamReply.unreadable.detail
        case .upstreamTimeout: "The upstream did not answer in time"
        case .unavailable: "The upstream cannot work now"
        case .requestInvalid: "The upstream does not take the request"
        case .capabilityUnsupported: "This upstream has no such call"
        default: ""
        }
    }
}
