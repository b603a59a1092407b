internal import Synchronization

/// How many looks of candidates are going on, bounded so that a slow one holds nothing up.
final class Looks: Sendable {
    private static let limit = 16

    private let count = Atomic<Int>(0)

    /// Begins one; false when too many are going on.
    func begin() -> Bool {
        guard count.wrappingAdd(1, ordering: .relaxed).newValue <= Self.limit else {
            end()
            return false
        }
        return true
    }

    /// Ends one.
    func end() { count.wrappingSubtract(1, ordering: .releasing) }

    /// Whether none is going on.
    var isIdle: Bool { count.load(ordering: .acquiring) == 0 }
}
