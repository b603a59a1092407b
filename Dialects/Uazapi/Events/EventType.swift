import DialectKit

/// The vendor's events that are told, by the names that stand in `EventType`.
///
/// Known to the vendor and never told here: `history`, `newsletter_messages`, `sender` and, on the
/// oldest pages, `leads`. They are kept in registrations like any other name.
enum EventType: String, CaseIterable {
    case connection, messages
    case messagesUpdate = "messages_update"
    case call, contacts, presence, groups, labels, chats
    case chatLabels = "chat_labels"
    case blocks

    /// The events that a payload may become, in the order in which they are told.
    static func all(for payload: EventPayload) -> [EventType] {
        switch payload {
        case .instanceState(let name, _, _):
            ConnectionEvent.status(ofState: name) == nil ? [] : [.connection]
        // Only the first code is pushed; who wants the later ones asks for them.
        case .pairingQR(_, let attempt, _): attempt > 1 ? [] : [.connection]
        case .pairingCode: [.connection]
        case .messageReceived, .messageSent: [.messages, .chats]
        case .messageEdited, .messageReaction, .messagePollVote: [.messages]
        case .messageStatus(_, let status, _, _): status.uazapiState == nil ? [] : [.messagesUpdate]
        case .messageRevoked: [.messagesUpdate]
        case .chatPresence, .contactPresence: [.presence]
        case .contactChanged: [.contacts]
        case .contactBlocked: [.blocks]
        case .chatChanged: [.chats]
        case .groupChanged, .groupParticipants, .groupJoined, .groupLeft: [.groups]
        case .callOffered, .callEnded: [.call]
        case .labelChanged: [.labels]
        case .labelAttached: [.chatLabels]
        // The state that follows a pairing tells it.
        case .pairingSuccess, .webhookFailed, .other: []
        }
    }
}

extension MessageStatus {
    /// The vendor's `state`, nil for what is not told: `Sent` was never seen.
    ///
    /// `Failed` is assumed in this place; it is a documented value of a message's `status`.
    var uazapiState: String? {
        switch self {
        case .delivered: "Delivered"
        case .read: "Read"
        case .played: "Played"
        case .failed: "Failed"
        case .accepted, .queued, .sent, .canceled, .unknown: nil
        }
    }
}
