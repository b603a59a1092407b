public import Canonical

/// A sign of a message's progress that no command caused: its status, and the event that tells of it.
///
/// A value; kept once, as ``SentRecord`` is.
public final class ProgressRecord: Sendable {
    /// Which message came further.
    public let message: MessageID
    /// In which instance's view.
    public let instance: InstanceID
    /// The event's number within the instance.
    public let sequence: Int64
    /// When.
    public let at: Timestamp
    /// How far.
    public let status: MessageStatus
    /// The chat it is in, nil when that is not known.
    public let chat: Address?
    /// The member of a group whose sign it is, nil elsewhere.
    public let participant: Address?

    /// Joins the parts.
    public init(
        message: MessageID,
        instance: InstanceID,
        sequence: Int64,
        at: Timestamp,
        status: MessageStatus,
        chat: Address?,
        participant: Address?
    ) {
        self.message = message
        self.instance = instance
        self.sequence = sequence
        self.at = at
        self.status = status
        self.chat = chat
        self.participant = participant
    }

    /// The event that tells of it.
    public var event: Event {
        Event(
            sequence: sequence,
            id: EventID.make(instance: instance, sequence: sequence, at: at),
            at: at,
            instance: instance,
            payload: .messageStatus(message, status, chat: chat, participant: participant)
        )
    }
}
