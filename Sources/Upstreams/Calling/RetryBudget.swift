/// How many repetitions an upstream is asked to bear: one for every fifth call, and a small reserve.
struct RetryBudget {
    /// What a repetition costs, in what a call earns.
    private static let price = 5
    private let most: Int
    private var saved: Int

    /// Begins with a full reserve.
    init(reserve: Int) {
        most = max(0, reserve) * Self.price
        saved = most
    }

    /// Takes note of a call that was made for the first time.
    mutating func earn() { saved = min(most, saved + 1) }

    /// Pays for a repetition; false when there is not enough for one.
    mutating func spend() -> Bool {
        guard saved >= Self.price else { return false }
        saved -= Self.price
        return true
    }
}
