import DialectKit

/// The vendor's events.
///
/// The last two are described on a page and missing from the list of what an endpoint may name; they
/// are told to endpoints that name them all the same, and on streams.
enum EventName: String, CaseIterable, Sendable {
    case messageReceived = "message.received"
    case messageSent = "message.sent"
    case instanceConnected = "instance.connected"
    case instanceDisconnected = "instance.disconnected"
    case qrUpdated = "qr.updated"
    case messageDelivered = "message.delivered"
    case messageFailed = "message.failed"

    /// Reads a name that a client sent.
    init(named name: String, at path: String) throws(WireError) {
        guard let event = EventName(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw WireError(
                .invalidValue,
                path: path,
                "\(path) must be one of \(names)",
                value: name
            )
        }
        self = event
    }

    /// The vendor's word for what happened, nil when it has none.
    init?(_ payload: EventPayload) {
        switch payload {
        case .instanceState(let name, let previous, let reason):
            guard let event = Self.linkEvent(name, previous, reason) else { return nil }
            self = event
        case .pairingQR: self = .qrUpdated
        case .messageReceived: self = .messageReceived
        case .messageSent: self = .messageSent
        case .messageStatus(_, .delivered, _, _): self = .messageDelivered
        case .messageStatus(_, .failed, _, _): self = .messageFailed
        case .messageStatus, .pairingCode, .pairingSuccess, .messageEdited, .messageRevoked,
            .messageReaction, .messagePollVote, .chatPresence, .contactPresence, .contactChanged,
            .contactBlocked, .chatChanged, .groupChanged, .groupParticipants, .groupJoined,
            .groupLeft, .callOffered, .callEnded, .labelChanged, .labelAttached, .webhookFailed,
            .other:
            return nil
        }
    }

    /// Only entering and leaving the connection has a name.
    private static func linkEvent(
        _ name: String,
        _ previous: String?,
        _ reason: Disconnect.Reason?
    ) -> EventName? {
        let online = LinkState.connected.name
        if name == online { return previous == online ? nil : .instanceConnected }
        if let previous { return previous == online ? .instanceDisconnected : nil }
        // An event of a release that did not write down what was before: pairing that timed out was
        // never online.
        switch reason {
        case .network, .logout, .replaced, .banned: return .instanceDisconnected
        case .qrTimeout, .codeTimeout, nil: return nil
        }
    }
}
