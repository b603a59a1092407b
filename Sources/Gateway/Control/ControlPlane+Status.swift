internal import Canonical

extension ControlPlane {
    /// The HTTP status of a failure in the control API.
    static func status(_ code: FailureCode) -> Int {
        switch code {
        case .authMissing, .authMalformed, .authInvalid, .authExpired: 401
        case .authForbidden, .authScoped, .groupNotAdmin: 403
        case .instanceNotFound, .messageNotFound, .groupNotFound, .webhookNotFound,
            .deliveryNotFound, .keyNotFound, .routeUnknown, .tenantNotFound, .upstreamNotFound:
            404
        case .mediaGone: 410
        case .methodNotAllowed: 405
        case .requestTimeout: 408
        case .instanceConflict, .instanceNotConnected, .instanceAlreadyConnected, .pairingExpired,
            .pairingUnavailable, .instanceLimit:
            409
        case .requestTooLarge, .mediaTooLarge: 413
        case .requestUnsupportedType, .mediaUnsupported: 415
        case .requestMalformed, .requestInvalid, .recipientInvalid: 400
        case .recipientNotOnWhatsApp, .recipientBlocked, .messageTooOld, .messageNotEditable,
            .mediaFetchFailed, .groupParticipantRefused, .accountRestricted, .accountBanned:
            422
        case .rateLimited: 429
        case .capabilityUnsupported: 501
        case .upstreamRejected, .upstreamProtocol: 502
        case .unavailable: 503
        case .upstreamTimeout: 504
        case .sendOutcomeUnknown, .internalError: 500
        }
    }
}
