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
    /// The id of the request that caused it, nil when none did.
    public let requestID: String?

    /// Makes an event.
    public init(
        sequence: Int64,
        id: String,
        at: Timestamp,
        instance: InstanceID,
        payload: EventPayload,
        cause: CommandID? = nil,
        requestID: String? = nil
    ) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.instance = instance
        self.payload = payload
        self.cause = cause
        self.requestID = requestID
    }
}
