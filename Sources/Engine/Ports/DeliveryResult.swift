public import Canonical

/// How an attempt ended.
public struct DeliveryResult: Sendable, Equatable {
    /// What becomes of the delivery.
    public enum Next: Sendable, Equatable {
        /// It is over: the receiver took it.
        case succeeded
        /// It is over: nothing was to be sent.
        case skipped
        /// It is tried again at this moment of the system's clock.
        case again(Timestamp)
        /// It is given up.
        case dead
    }

    /// Which delivery.
    public let id: String
    /// What becomes of it.
    public let next: Next
    /// When the attempt ended, on the system's clock.
    public let at: Timestamp
    /// Whether it counts as an attempt.
    public let counts: Bool
    /// The vendor's name of the event, nil to keep it.
    public let name: String?
    /// The answer's status, nil when none came.
    public let status: Int?
    /// What went wrong, in words of ours; nil when nothing did.
    public let error: String?
    /// The body as it was sent, nil to keep it.
    public let body: [UInt8]?

    /// Makes a result.
    public init(
        id: String,
        next: Next,
        at: Timestamp,
        counts: Bool = true,
        name: String? = nil,
        status: Int? = nil,
        error: String? = nil,
        body: [UInt8]? = nil
    ) {
        self.id = id
        self.next = next
        self.at = at
        self.counts = counts
        self.name = name
        self.status = status
        self.error = error
        self.body = body
    }
}
