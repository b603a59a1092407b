/// How many requests a vendor lets a customer make, as a bucket that refills.
public struct RateLimit: Sendable, Equatable {
    /// How many may come at once.
    public let burst: Int
    /// How many more each second.
    public let refillPerSecond: Double
    /// The operations that cost nothing.
    public let exempt: Set<String>

    /// Describes a limit.
    public init(burst: Int, refillPerSecond: Double, exempt: Set<String> = []) {
        self.burst = burst
        self.refillPerSecond = refillPerSecond
        self.exempt = exempt
    }
}

/// What a customer may still ask for, where a rate limit is applied.
public struct Allowance: Sendable, Equatable {
    /// How many may come at once.
    public let limit: Int
    /// How many may still come now.
    public let remaining: Int
    /// When the bucket is full again.
    public let resetsAt: Timestamp

    /// Describes a bucket.
    public init(limit: Int, remaining: Int, resetsAt: Timestamp) {
        self.limit = limit
        self.remaining = remaining
        self.resetsAt = resetsAt
    }
}
