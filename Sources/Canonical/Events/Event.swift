/// Something that happened to an instance, numbered without gaps per instance.
public struct Event: Equatable, Sendable {
    /// Its number within the instance, from 1.
    public let sequence: Int64
    /// Its id, the same in every delivery.
    public let id: String
    /// When it happened.
    public let at: Timestamp
    /// Whose it is.
    public let instance: InstanceID
    /// What happened.
    public let payload: EventPayload
    /// The command that caused it, nil when none did.
    public let cause: CommandID?

    /// Makes an event.
    public init(
        sequence: Int64,
        id: String,
        at: Timestamp,
        instance: InstanceID,
        payload: EventPayload,
        cause: CommandID? = nil
    ) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.instance = instance
        self.payload = payload
        self.cause = cause
    }
}

/// What happened.
public enum EventPayload: Equatable, Sendable {
    /// The link changed to the named state, and why it ended if it did.
    case instanceState(name: String, reason: Disconnect.Reason?)
    /// A QR code is to be scanned.
    case pairingQR(text: String, attempt: Int, expiresAt: Timestamp)
    /// A code is to be typed.
    case pairingCode(code: String, expiresAt: Timestamp)
    /// A phone was paired.
    case pairingSuccess(phone: PhoneNumber)
    /// Somebody wrote to the account.
    case messageReceived(MessageID)
    /// The account wrote, here or on another device.
    case messageSent(MessageID)
    /// A message came further.
    case messageStatus(MessageID, MessageStatus, participant: Address?)
    /// A message was deleted for everyone.
    case messageRevoked(MessageID, chat: Address)
    /// Somebody is typing, or stopped.
    case chatPresence(chat: Address, from: Address, SendChatPresence.Activity)
    /// A group's settings changed.
    case groupChanged(Address)
    /// A group's members changed.
    case groupParticipants(Address, ChangeParticipants.Change, [Address])
    /// The account is in a group now.
    case groupJoined(Address)
    /// The account is in a group no more.
    case groupLeft(Address)

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
        case .messageRevoked: "message.revoked"
        case .chatPresence: "presence.chat"
        case .groupChanged: "group.changed"
        case .groupParticipants: "group.participants"
        case .groupJoined: "group.joined"
        case .groupLeft: "group.left"
        }
    }
}
