internal import Canonical

extension EventPayload {
    /// What it is about, where the latest word on that is all that counts: the same word told again
    /// tells nothing; nil where each telling counts, as those of typing do, or has a time or an id.
    var subject: String? {
        switch self {
        case .contactChanged(let contact, _): "contact|\(contact.address.jid)"
        case .contactBlocked(let contact, _): "block|\(contact.jid)"
        case .chatChanged(let marks): "chat|\(marks.chat.jid)"
        case .groupChanged(let group, _, _), .groupParticipants(let group, _, _, _),
            .groupLeft(let group, _):
            "group|\(group.jid)"
        case .groupJoined(let group, _, _): "group|\(group.id.jid)"
        case .labelChanged(let label): "label|\(label.id)"
        case .labelAttached(let label, let chat, _): "label|\(label)|\(chat.jid)"
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .messageReceived,
            .messageSent, .messageStatus, .messageEdited, .messageRevoked, .messageReaction,
            .messagePollVote, .chatPresence, .contactPresence, .callOffered, .callEnded,
            .webhookFailed, .other:
            nil
        }
    }
}
