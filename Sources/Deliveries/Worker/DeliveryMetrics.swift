public import Canonical
public import Observability

/// What the worker has done so far.
public final class DeliveryMetrics: Sendable {
    /// Attempts that were made.
    public let attempts = Counter()
    /// Deliveries that receivers took.
    public let succeeded = Counter()
    /// Attempts in vain.
    public let failed = Counter()
    /// Deliveries that were given up.
    public let dead = Counter()
    /// Deliveries of which nothing was to be sent: filtered, or no word in the dialect.
    public let undeliverable = Counter()

    private struct Kind: Hashable {
        let dialect: DialectID
        let kind: String
    }

    private let kinds = Lock<[Kind: Int]>([:])

    /// Nothing yet.
    public init() {}

    /// What was undeliverable, by dialect and canonical kind, in alphabetical order.
    public var undeliverableKinds: [(dialect: DialectID, kind: String, count: Int)] {
        kinds.withLock { $0 }
            .map { ($0.key.dialect, $0.key.kind, $0.value) }
            .sorted { ($0.dialect.text, $0.kind) < ($1.dialect.text, $1.kind) }
    }

    func skipped(_ payload: EventPayload, in dialect: DialectID) {
        undeliverable.add()
        // A kind that this release does not know may have any name.
        let name = if case .other = payload { "other" } else { payload.kind }
        kinds.withLock { $0[Kind(dialect: dialect, kind: name), default: 0] += 1 }
    }
}
