internal import Synchronization

/// The memory that long bodies take together, bounded for the whole server.
///
/// Without it every connection could hold a body as long as its route allows. Short bodies are not
/// counted, so that ordinary requests go on while the budget is spent; beyond it a body is refused
/// with 503.
final class BodyBudget: Sendable {
    /// What every body may have without being counted, in bytes.
    static let free = 64 * 1024

    private let limit: Int
    private let held = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Takes a part; false, and nothing is taken, when there is not so much left.
    fileprivate func take(_ count: Int) -> Bool {
        let total = held.wrappingAdd(count, ordering: .relaxed).newValue
        if total > limit { giveBack(count) }
        return total <= limit
    }

    fileprivate func giveBack(_ count: Int) {
        held.wrappingSubtract(count, ordering: .relaxed)
    }
}

/// One body's part of the budget, given back when its request is over.
final class BodyCharge {
    private let budget: BodyBudget
    private var taken = 0

    init(_ budget: BodyBudget) { self.budget = budget }

    deinit { if taken > 0 { budget.giveBack(taken) } }

    /// Whether the body may be that long.
    func covers(_ byteCount: Int) -> Bool {
        let more = byteCount - BodyBudget.free - taken
        guard more > 0 else { return true }
        guard budget.take(more) else { return false }
        taken += more
        return true
    }
}
