import DialectKit

extension ZapyAPIError {
    /// Makes sure that an answer says yes, whatever its body is: it may be `{}`, or none.
    static func check(_ reply: UpstreamReply) throws(CommandFailure) {
        guard reply.isSuccess else { throw failure(of: reply) }
    }

    /// What an answer that says no means, in the core's words; the mirror of where it is written.
    ///
    /// Documented are what 400, 401, 403, 404 and 500 mean and `VALIDATION_ERROR`; the other words are
    /// those that are assumed where answers are written. A key that the vendor does not take is
    /// the operator's trouble: our client's own credential is fine.
    static func failure(of reply: UpstreamReply) -> CommandFailure {
        let body = reply.json?.object
        let message = body?["message"]?.string ?? ""
        let word = body?["error"]?.string ?? ""
        var code = reply.codeOfStatus(isVendors: body != nil)
        if let named = codes[word] {
            code = named
        } else if body != nil, UpstreamReply.tellsOfRestriction(message) {
            code = .accountRestricted
        } else if reply.status == 400, message.lowercased().contains("not connected") {
            // The vendor's word for this is not known, and its prose is better than nothing.
            code = .instanceNotConnected
        }
        return reply.failure(code)
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
}
