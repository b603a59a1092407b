import Canonical
import DialectKit
import Testing

@testable import Deliveries

@Suite("When to try again")
struct RetryScheduleTests {
    private let schedule = RetrySchedule(
        delaysMilliseconds: [10_000, 60_000],
        jitter: 0.2,
        attemptTimeoutMilliseconds: 10_000
    )
    private let now = Timestamp(milliseconds: 1_000)

    private func delay(
        _ schedule: RetrySchedule,
        _ attempts: Int,
        luck: Double = 0.5,
        wish: Int64? = nil
    ) -> Int64? {
        schedule.next(
            afterAttempts: attempts,
            at: now,
            retryAfterMilliseconds: wish,
            luck: luck
        )
        .map { $0.milliseconds - now.milliseconds }
    }

    @Test("each attempt in vain has its delay, and the last none")
    func delays() {
        #expect(delay(schedule, 1) == 10_000)
        #expect(delay(schedule, 2) == 60_000)
        #expect(delay(schedule, 3) == nil)
        #expect(delay(schedule, 0) == nil)
    }

    @Test("delays spread as far as the schedule says", arguments: [(0.0, 8_000), (1.0, 12_000)])
    func jitter(_ luck: Double, _ milliseconds: Int64) {
        #expect(delay(schedule, 1, luck: luck) == milliseconds)
    }

    @Test("the receiver's longer pause is granted, its shorter one is not")
    func wish() {
        #expect(delay(schedule, 1, wish: 3_000_000) == 3_000_000)
        #expect(delay(schedule, 1, wish: 10) == 10_000)
        #expect(delay(schedule, 3, wish: 10) == nil)
    }

    @Test("the ladder has ten retries, spread from nothing to twice the delay")
    func ladder() {
        #expect(
            (1...11).map { delay(.ladder, $0) != nil } == Array(repeating: true, count: 10) + [
                false
            ]
        )
        #expect(delay(.ladder, 1, luck: 0) == 0)
        #expect(delay(.ladder, 10, luck: 1) == 172_800_000)
    }
}
