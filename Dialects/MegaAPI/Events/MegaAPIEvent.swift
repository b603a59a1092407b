import DialectKit

/// The vendor's events, whose flat bodies tell themselves apart by `messageType`, or `type`.
///
/// No page lists them; these are the words of the bodies that captures and clients show.
enum MegaAPIEvent: String, CaseIterable {
    case message
    case connectionUpdate = "connection_update"
    case qrCodeUpdate = "qrcode_update"
    case call
    case messageUpdate = "message_update"

    /// What becomes of a kind of event, nil where there is no sign that the vendor tells of it.
    ///
    /// Of a link, that it is open now or closed now, and nothing between.
    init?(_ payload: EventPayload) {
        switch payload {
        case .messageReceived, .messageSent, .messageEdited, .messageReaction, .messagePollVote:
            self = .message
        case .messageStatus(_, let status, _, _):
            guard status.protocolNumber != nil else { return nil }
            self = .messageUpdate
        case .instanceState(let name, let previous, _):
            let connected = LinkState.connected.name
            guard (name == connected) != (previous == connected) else { return nil }
            self = .connectionUpdate
        case .pairingQR: self = .qrCodeUpdate
        case .callOffered, .callEnded: self = .call
        case .pairingCode, .pairingSuccess, .messageRevoked, .chatPresence, .contactPresence,
            .contactChanged, .contactBlocked, .chatChanged, .groupChanged, .groupParticipants,
            .groupJoined, .groupLeft, .labelChanged, .labelAttached, .webhookFailed, .other:
            return nil
        }
    }

    /// Whether an endpoint gets it: everything but `message_update`, which an option adds.
    ///
    /// The vendor delivers statuses only where its panel added them.
    func isWanted(by endpoint: WebhookEndpoint) -> Bool {
        self != .messageUpdate || endpoint.options[rawValue] == "true"
    }
}

extension MessageStatus {
    /// The number of WhatsApp's protocol, nil for what only the gateway knows.
    var protocolNumber: Int? {
        switch self {
        case .failed: 0
        case .sent: 2
        case .delivered: 3
        case .read: 4
        case .played: 5
        case .accepted, .queued, .canceled, .unknown: nil
        }
    }
}
