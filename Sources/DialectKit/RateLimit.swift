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
