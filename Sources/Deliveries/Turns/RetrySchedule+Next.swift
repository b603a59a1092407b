internal import Canonical
public import DialectKit

extension RetrySchedule {
    /// The schedule of dialects that have none: ten retries within about three days, each of them at
    /// any time between at once and twice its delay.
    public static let ladder = RetrySchedule(
        delaysMilliseconds: [
            5_000, 30_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000,
            72_000_000, 86_400_000,
        ],
        jitter: 1,
        attemptTimeoutMilliseconds: 15_000
    )

    /// When to try again after so many attempts in vain; nil when there were enough.
    ///
    /// `luck` is a random number from 0 to 1 that spreads the moments. The receiver's own wish for a
    /// pause is granted where it is the longer one.
    func next(
        afterAttempts attempts: Int,
        at now: Timestamp,
        retryAfterMilliseconds: Int64?,
        luck: Double
    ) -> Timestamp? {
        guard attempts >= 1, attempts <= delaysMilliseconds.count else { return nil }
        let delay = delaysMilliseconds[attempts - 1]
        let spread = Double(delay) * min(max(jitter, 0), 1) * (2 * luck - 1)
        let moved = Int64(exactly: (Double(delay) + spread).rounded()) ?? delay
        return now.advanced(byMilliseconds: max(moved, retryAfterMilliseconds ?? 0, 0))
    }
}
