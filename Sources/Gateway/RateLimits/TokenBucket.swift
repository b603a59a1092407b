internal import DialectKit

/// What one customer has left of a rate, as a bucket that refills; pure, its clock is the caller's.
struct TokenBucket: Sendable {
    private let burst: Double
    /// Tokens a millisecond; more than none, so that every wait ends.
    private let rate: Double
    private var tokens: Double
    private var moment: Int64

    /// A full bucket at a moment, in milliseconds of a clock that never goes back.
    init(_ limit: RateLimit, at now: Int64) {
        burst = Double(max(limit.burst, 1))
        rate = max(limit.refillPerSecond, 0.001) / 1000
        tokens = burst
        moment = now
    }

    /// Takes a token; false, and nothing is taken, when there is no whole one.
    mutating func take(at now: Int64) -> Bool {
        refill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Adds what has come since the last time.
    mutating func refill(at now: Int64) {
        guard now > moment else { return }
        tokens = min(burst, tokens + Double(now - moment) * rate)
        moment = now
    }

    /// How many whole tokens there are.
    var remaining: Int { Int(tokens) }

    /// Whether nothing is missing.
    var isFull: Bool { tokens >= burst }

    /// How long until nothing is missing, in milliseconds.
    var millisecondsUntilFull: Int64 { Int64(((burst - tokens) / rate).rounded(.up)) }

    /// How long until there is a whole token, in milliseconds.
    var millisecondsUntilNext: Int64 { Int64((max(0, 1 - tokens) / rate).rounded(.up)) }
}
