/// When failed deliveries are tried again.
public struct RetrySchedule: Sendable, Equatable {
    /// How long after the first attempt's failure, and after each later one, in milliseconds.
    public let delaysMilliseconds: [Int64]
    /// By what part of itself a delay may grow or shrink: 0.2 for a fifth.
    public let jitter: Double
    /// How long an attempt may take, in milliseconds.
    public let attemptTimeoutMilliseconds: Int

    /// Describes a schedule.
    public init(
        delaysMilliseconds: [Int64],
        jitter: Double,
        attemptTimeoutMilliseconds: Int
    ) {
        self.delaysMilliseconds = delaysMilliseconds
        self.jitter = jitter
        self.attemptTimeoutMilliseconds = attemptTimeoutMilliseconds
    }
}
