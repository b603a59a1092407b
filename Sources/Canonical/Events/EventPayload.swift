/// What happened; closed, so that every dialect says what it makes of each kind.
public enum EventPayload: Equatable, Sendable {
    /// The link changed from one named state to another, and why it ended if it did.
    case instanceState(name: String, previous: String?, reason: Disconnect.Reason?)
    /// A QR code is to be scanned.
    case pairingQR(text: String, attempt: Int, expiresAt: Timestamp)
    /// A code is to be typed.
    case pairingCode(code: String, expiresAt: Timestamp)
    /// A phone was paired.
    case pairingSuccess(phone: PhoneNumber)
    /// Somebody wrote to the account.
    case messageReceived(MessageID, chat: Address?)
    /// The account wrote, here or on another device.
    case messageSent(MessageID, chat: Address?)
    /// A message came further.
    case messageStatus(MessageID, MessageStatus, chat: Address?, participant: Address?)
    /// A message says something else now.
    case messageEdited(MessageEdit)
    /// A message was deleted for everyone.
    case messageRevoked(MessageID, chat: Address)
    /// Somebody put a sign on a message, or took it away.
    case messageReaction(Reaction)
    /// Somebody chose among a poll's options.
    case messagePollVote(PollVote)
    /// Somebody is typing, or stopped.
    case chatPresence(chat: Address, from: Address, SendChatPresence.Activity)
    /// Somebody came online, or went.
    case contactPresence(Address, isAvailable: Bool)
    /// Somebody is new to the account, or has another name or picture.
    case contactChanged(Contact, isNew: Bool)
    /// The account blocked somebody, or no longer does.
    case contactBlocked(Address, isBlocked: Bool)
    /// A chat's marks changed.
    case chatChanged(ChatMarks)
    /// A group's settings changed.
    case groupChanged(Address, GroupChange, by: Address?)
    /// A group's members changed.
    case groupParticipants(Address, ChangeParticipants.Change, [Participant], by: Address?)
    /// The account is in a group now, which may have been made just then.
    case groupJoined(Group, by: Address?, isNew: Bool)
    /// The account is in a group no more.
    case groupLeft(Address, by: Address?)
    /// Somebody calls the account.
    case callOffered(Call)
    /// A call is over.
    case callEnded(Call, Call.End)
    /// A label was made, changed or deleted.
    case labelChanged(Label)
    /// A label was put on a chat, or taken off.
    case labelAttached(String, chat: Address, isAttached: Bool)
    /// An endpoint of the instance's tenant was switched off by the gateway.
    case webhookFailed(endpoint: String, reason: SwitchOff)
    /// A kind that this release does not know, kept as it was stored.
    case other(kind: String, json: String)
}

extension EventPayload {
    /// The kind's stable name.
    public var kind: String {
        switch self {
        case .instanceState: "instance.state"
        case .pairingQR: "pairing.qr"
        case .pairingCode: "pairing.code"
        case .pairingSuccess: "pairing.success"
        case .messageReceived: "message.received"
        case .messageSent: "message.sent"
        case .messageStatus: "message.status"
        case .messageEdited: "message.edited"
        case .messageRevoked: "message.revoked"
        case .messageReaction: "message.reaction"
        case .messagePollVote: "message.poll_vote"
        case .chatPresence: "presence.chat"
        case .contactPresence: "presence.contact"
        case .contactChanged: "contact.changed"
        case .contactBlocked: "contact.blocked"
        case .chatChanged: "chat.changed"
        case .groupChanged: "group.changed"
        case .groupParticipants: "group.participants"
        case .groupJoined: "group.joined"
        case .groupLeft: "group.left"
        case .callOffered: "call.offered"
        case .callEnded: "call.ended"
        case .labelChanged: "label.changed"
        case .labelAttached: "label.attached"
        case .webhookFailed: "webhook.failed"
        case .other(let kind, _): kind
        }
    }

    /// The chat it belongs to, within which deliveries keep their order; nil for the rest.
    public var chat: Address? {
        switch self {
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .webhookFailed,
            .labelChanged, .other:
            nil
        case .messageReceived(_, let chat), .messageSent(_, let chat),
            .messageStatus(_, _, let chat, _):
            chat
        case .messageEdited(let edit): edit.chat
        case .messageRevoked(_, let chat), .chatPresence(let chat, _, _),
            .labelAttached(_, let chat, _):
            chat
        case .messageReaction(let reaction): reaction.chat
        case .messagePollVote(let vote): vote.chat
        case .contactPresence(let address, _), .contactBlocked(let address, _): address
        case .contactChanged(let contact, _): contact.address
        case .chatChanged(let marks): marks.chat
        case .groupChanged(let group, _, _), .groupParticipants(let group, _, _, _),
            .groupLeft(let group, _):
            group
        case .groupJoined(let group, _, _): group.id
        case .callOffered(let call), .callEnded(let call, _): call.group ?? call.from
        }
    }

    /// The message it tells of, whose row says more; nil for the rest.
    public var message: MessageID? {
        switch self {
        case .messageReceived(let id, _), .messageSent(let id, _), .messageStatus(let id, _, _, _),
            .messageRevoked(let id, _):
            id
        case .messageEdited(let edit): edit.message
        case .messageReaction(let reaction): reaction.message
        case .messagePollVote(let vote): vote.poll
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .chatPresence,
            .contactPresence, .contactChanged, .contactBlocked, .chatChanged, .groupChanged,
            .groupParticipants, .groupJoined, .groupLeft, .callOffered, .callEnded, .labelChanged,
            .labelAttached, .webhookFailed, .other:
            nil
        }
    }
}
