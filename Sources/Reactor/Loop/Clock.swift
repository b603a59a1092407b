internal import Glibc

/// The two clocks: one that only moves forward, for durations, and the wall's, to be shown.
public enum Clock {
    /// Milliseconds on the monotonic clock, from an arbitrary start.
    public static var monotonicMilliseconds: Int { milliseconds(CLOCK_MONOTONIC) }

    /// Milliseconds since 1970 on the wall clock, which may jump.
    static var wallMilliseconds: Int { milliseconds(CLOCK_REALTIME) }

    private static func milliseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
