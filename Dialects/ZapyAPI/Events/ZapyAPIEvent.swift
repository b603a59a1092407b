import DialectKit

/// The vendor's six events, in the order of its page; none of them tells of the connection.
enum ZapyAPIEvent: String, CaseIterable {
    case message
    case messageStatus = "message-status"
    case qrCode = "qr-code"
    case contactCreated = "contact-created"
    case contactUpdated = "contact-updated"
    /// Never told: no kind of event says that two contacts turned out to be one.
    case contactDeduplicated = "contact-deduplicated"

    /// What becomes of a kind of event, nil where the vendor has no word for it.
    init?(_ payload: EventPayload) {
        switch payload {
        case .messageReceived, .messageSent, .messageReaction, .messagePollVote, .callOffered:
            self = .message
        case .messageStatus(_, let status, _, _):
            guard status.zapyAPI != nil else { return nil }
            self = .messageStatus
        case .pairingQR: self = .qrCode
        case .contactChanged(_, let isNew): self = isNew ? .contactCreated : .contactUpdated
        case .instanceState, .pairingCode, .pairingSuccess, .messageEdited, .messageRevoked,
            .chatPresence, .contactPresence, .contactBlocked, .chatChanged, .groupChanged,
            .groupParticipants, .groupJoined, .groupLeft, .callEnded, .labelChanged,
            .labelAttached, .webhookFailed, .other:
            return nil
        }
    }
}

extension MessageStatus {
    /// The vendor's word, nil for what only the gateway knows.
    var zapyAPI: String? {
        switch self {
        case .sent, .delivered, .read, .played, .failed: name
        case .accepted, .queued, .canceled, .unknown: nil
        }
    }
}
