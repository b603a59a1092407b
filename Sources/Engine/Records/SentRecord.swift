public import Canonical

/// A send that succeeded at an embedded upstream: its message, the event that tells of it and its row
/// of the journal, all of one moment.
///
/// A value; kept once, for it goes through several hands before it is stored.
public final class SentRecord: Sendable {
    /// The message as the instance has it that sent it; its time is that of all three.
    public let message: Message
    /// Whose instance.
    public let tenant: TenantID
    /// Which instance.
    public let instance: InstanceID
    /// The event's number within the instance.
    public let eventSequence: Int64
    /// The journal row's number within the instance.
    public let commandSequence: Int64
    /// The dialect it was asked in.
    public let dialect: DialectID
    /// What carried it out.
    public let upstream: UpstreamID
    /// The id of the request that asked.
    public let requestID: String
    /// The `Idempotency-Key`, nil when none.
    public let idempotencyKey: String?
    /// See ``CommandRecord/fingerprint``.
    public let fingerprint: UInt64?

    /// Joins the parts; the message is the account's own, sent through the gateway.
    public init(
        message: Message,
        tenant: TenantID,
        instance: InstanceID,
        eventSequence: Int64,
        commandSequence: Int64,
        dialect: DialectID,
        upstream: UpstreamID,
        requestID: String,
        idempotencyKey: String? = nil,
        fingerprint: UInt64? = nil
    ) {
        self.message = message
        self.tenant = tenant
        self.instance = instance
        self.eventSequence = eventSequence
        self.commandSequence = commandSequence
        self.dialect = dialect
        self.upstream = upstream
        self.requestID = requestID
        self.idempotencyKey = idempotencyKey
        self.fingerprint = fingerprint
    }

    /// The row of the journal.
    public var command: CommandRecord {
        CommandRecord(
            sequence: commandSequence,
            id: .make(instance, commandSequence, at: message.sentAt),
            tenant: tenant,
            instance: instance,
            name: SendMessage.traits.name,
            dialect: dialect,
            upstream: upstream,
            requestID: requestID,
            receivedAt: message.sentAt,
            clientReference: message.clientReference,
            idempotencyKey: idempotencyKey,
            fingerprint: fingerprint,
            outcome: .succeeded,
            message: message.id
        )
    }

    /// The event that tells of the message.
    public var event: Event {
        Event(
            sequence: eventSequence,
            id: EventID.make(instance: instance, sequence: eventSequence, at: message.sentAt),
            at: message.sentAt,
            instance: instance,
            payload: .messageSent(message.id, chat: message.chat),
            cause: .make(instance, commandSequence, at: message.sentAt),
            requestID: requestID
        )
    }
}
