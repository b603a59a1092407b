public import Canonical

/// A delivery as it is queued, in the transaction of its event.
public struct OutboxEntry: Sendable, Equatable {
    /// Its id: `dlv_` and a ULID.
    public let id: String
    /// The endpoint's id.
    public let endpoint: String
    /// The chat's key, empty for what belongs to no chat.
    public let lane: String
    /// Whose event.
    public let instance: InstanceID
    /// The event's number.
    public let sequence: Int64
    /// The vendor's name of the event, nil when it is not known yet.
    public let name: String?
    /// When it was queued, and is due, on the system's clock.
    public let at: Timestamp

    /// Makes an entry.
    public init(
        id: String,
        endpoint: String,
        lane: String,
        instance: InstanceID,
        sequence: Int64,
        name: String? = nil,
        at: Timestamp
    ) {
        self.id = id
        self.endpoint = endpoint
        self.lane = lane
        self.instance = instance
        self.sequence = sequence
        self.name = name
        self.at = at
    }
}
