internal import Synchronization

/// A number that only grows, for `/_sotaque/metrics`.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// Starts at nought.
    public init() {}

    /// Adds to the count.
    public func add(_ amount: Int = 1) { count.wrappingAdd(amount, ordering: .relaxed) }

    /// The count so far.
    public var value: Int { count.load(ordering: .relaxed) }
}
