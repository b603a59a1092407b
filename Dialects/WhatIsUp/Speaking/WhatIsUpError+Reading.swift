import DialectKit

extension WhatIsUpError {
    /// Makes sure that an answer says yes, whatever its body is.
    static func check(_ reply: UpstreamReply) throws(CommandFailure) {
        guard reply.isSuccess else { throw failure(of: reply) }
    }

    /// What an answer that says no means, in the core's words; the mirror of where it is written.
    ///
    /// `error.code` decides, as the vendor asks for; the status does where no code is known. A key
    /// that the vendor does not take, and a plan that allows no more, are the operator's trouble.
    static func failure(of reply: UpstreamReply) -> CommandFailure {
        let error = reply.json?["error"]
        let word = error?["code"]?.string ?? ""
        var code = reply.codeOfStatus(isVendors: error?.object != nil)
        if let named = codes[word] {
            code = named
        } else if word.hasPrefix("plan_") || word.hasPrefix("auth_") {
            code = .upstreamRejected
        } else if UpstreamReply.tellsOfRestriction(error?["message"]?.string ?? "") {
            code = .accountRestricted
        }
        return reply.failure(code)
    }

    /// The codes of both generations; which are the vendor's own is told in the dialect's page.
    private static let codes: [String: FailureCode] = [
        "not_connected": .instanceNotConnected,
        "channel_unavailable": .instanceNotConnected,
        "instance_unavailable": .instanceNotConnected,
        "invalid_lifecycle_transition": .instanceAlreadyConnected,
        "concurrent_modification": .instanceConflict,
        "no_qr": .pairingUnavailable,
        "pair_code_unavailable": .pairingUnavailable,
        "pair_code_failed": .pairingUnavailable,
        "rate_limited": .rateLimited,
        // Certainly not done, and worth another try: nothing else says both.
        "worker_at_capacity": .rateLimited,
        "validation_failed": .requestInvalid,
        "not_found": .capabilityUnsupported,
        "recipient_not_on_whatsapp": .recipientNotOnWhatsApp,
        "recipient_blocked": .recipientBlocked,
        "message_not_found": .messageNotFound,
        "message_too_old": .messageTooOld,
        "message_not_editable": .messageNotEditable,
        "media_fetch_failed": .mediaFetchFailed,
        "media_unsupported": .mediaUnsupported,
        "media_too_large": .mediaTooLarge,
        "media_not_found": .mediaGone,
        "group_not_found": .groupNotFound,
        "group_not_admin": .groupNotAdmin,
        "participant_refused": .groupParticipantRefused,
        "account_restricted": .accountRestricted,
        "upstream_rejected": .upstreamRejected,
        "upstream_error": .upstreamProtocol,
        "upstream_timeout": .upstreamTimeout,
        "payload_too_large": .requestTooLarge,
        "internal_error": .unavailable,
        // Nobody knows what became of the request.
        "send_outcome_unknown": .upstreamTimeout,
        "request_timeout": .upstreamTimeout,
    ]
}
