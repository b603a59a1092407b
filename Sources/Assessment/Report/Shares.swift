/// Counts as tenths of a percent that add up to the whole.
enum Shares {
    /// A thousandth for each thousandth of the total; all 0 when there is nothing.
    ///
    /// What is there is never rounded to nothing, and so the rest never to everything: one lost call
    /// in a million is 0.1 %, not 0.0 %.
    static func permille(_ counts: [Int]) -> [Int] {
        let total = counts.reduce(0) { $0.addingClamped($1) }
        guard total > 0 else { return counts.map { _ in 0 } }
        var shares = counts.map { count -> Int in
            guard count > 0 else { return 0 }
            let product = count.multipliedFullWidth(by: 1000)
            return max(1, total.dividingFullWidth(product).quotient)
        }
        var missing = 1000 - shares.reduce(0, +)
        let byRemainder = counts.indices.filter { counts[$0] > 0 }.sorted {
            let left = remainder(counts[$0], total)
            let right = remainder(counts[$1], total)
            return left == right ? $0 < $1 : left > right
        }
        for index in byRemainder where missing > 0 {
            shares[index] += 1
            missing -= 1
        }
        while missing < 0, let largest = shares.indices.max(by: { shares[$0] < shares[$1] }) {
            shares[largest] -= 1
            missing += 1
        }
        return shares
    }

    /// A share for people: `97.2 %`.
    static func text(_ permille: Int) -> String { "\(permille / 10).\(permille % 10) %" }

    private static func remainder(_ count: Int, _ total: Int) -> Int {
        total.dividingFullWidth(count.multipliedFullWidth(by: 1000)).remainder
    }
}

extension Int {
    /// The sum, or the greatest number where it would be greater; for counts, which are not
    /// negative.
    func addingClamped(_ other: Int) -> Int {
        let (sum, isTooGreat) = addingReportingOverflow(other)
        return isTooGreat ? .max : sum
    }
}
