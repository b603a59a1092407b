internal import Canonical
internal import DialectKit
internal import Engine
internal import Observability

/// Counts the requests of each tenant in the dialects that limit their rate.
///
/// Only buckets that are not full are remembered, so memory is bounded by the tenants that called
/// within the time a bucket takes to fill.
final class RateLimiter: Sendable {
    /// How a request stands.
    struct Reading: Sendable, Equatable {
        /// What is left.
        let allowance: Allowance
        /// After how many seconds the request may come again, nil when it may be carried out.
        let retryAfterSeconds: Int?
    }

    private struct Customer: Hashable {
        let tenant: TenantID
        let dialect: DialectID
    }

    private struct State {
        var buckets: [Customer: TokenBucket] = [:]
        /// At how many buckets the full ones are forgotten.
        var sweepAt = RateLimiter.smallest
    }

    private static let smallest = 1024

    private let state = Lock(State())
    private let monotonic: @Sendable () -> Int64
    private let wall: @Sendable () -> Int64

    /// Goes by a clock that never goes back, and shows moments of the system's; in milliseconds.
    init(
        monotonic: @escaping @Sendable () -> Int64 = RateLimiter.monotonic(),
        wall: @escaping @Sendable () -> Int64 = WorldClock.system
    ) {
        self.monotonic = monotonic
        self.wall = wall
    }

    /// How many customers are remembered.
    var count: Int { state.withLock { $0.buckets.count } }

    /// Counts a tenant's request for an operation; nil where the vendor limits nothing.
    func charge(_ dialect: any Dialect, _ tenant: TenantID, _ operation: String) -> Reading? {
        dialect.rateLimit.map { limit in
            charge(limit, tenant, dialect.id, isFree: limit.exempt.contains(operation))
        }
    }

    /// Counts a request; one that costs nothing is never refused.
    func charge(_ limit: RateLimit, _ tenant: TenantID, _ dialect: DialectID, isFree: Bool)
        -> Reading
    {
        let now = monotonic()
        let customer = Customer(tenant: tenant, dialect: dialect)
        let (bucket, isTaken) = state.withLock { state in
            var bucket = state.buckets[customer] ?? TokenBucket(limit, at: now)
            bucket.refill(at: now)
            let isTaken = isFree || bucket.take(at: now)
            state.buckets[customer] = bucket.isFull ? nil : bucket
            Self.sweep(&state, at: now)
            return (bucket, isTaken)
        }
        let fullAt = wall().addingReportingOverflow(bucket.millisecondsUntilFull)
        let allowance = Allowance(
            limit: limit.burst,
            remaining: bucket.remaining,
            resetsAt: Timestamp(milliseconds: fullAt.overflow ? .max : fullAt.partialValue)
        )
        let wait = isTaken ? nil : max(1, (bucket.millisecondsUntilNext + 999) / 1000)
        return Reading(allowance: allowance, retryAfterSeconds: wait.map(Int.init(clamping:)))
    }

    /// Forgets the full buckets when there are many; seldom enough to cost each request nothing.
    private static func sweep(_ state: inout State, at now: Int64) {
        guard state.buckets.count >= state.sweepAt else { return }
        for (customer, bucket) in state.buckets {
            var bucket = bucket
            bucket.refill(at: now)
            if bucket.isFull { state.buckets[customer] = nil }
        }
        state.sweepAt = max(smallest, state.buckets.count * 2)
    }

    /// Milliseconds since now.
    private static func monotonic() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let passed = (ContinuousClock.now - start).components
            return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
        }
    }
}

extension HTTPResponse {
    /// Adds what is left of the caller's rate, as its vendor words it.
    mutating func add(_ allowance: Allowance) {
        let second =
            allowance.resetsAt.seconds + (allowance.resetsAt.milliseconds % 1000 == 0 ? 0 : 1)
        fields.append(HTTPField(safe: "X-RateLimit-Limit", "\(allowance.limit)"))
        fields.append(HTTPField(safe: "X-RateLimit-Remaining", "\(allowance.remaining)"))
        fields.append(HTTPField(safe: "X-RateLimit-Reset", "\(second)"))
    }
}
