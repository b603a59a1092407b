public import Canonical

/// How links are looked after; all times are in milliseconds.
public struct LinkOptions: Sendable {
    /// Between two looks at what is due.
    public var lookMilliseconds = 1_000
    /// Between two polls while a code waits for the phone.
    public var pairingMilliseconds = 3_000
    /// Between two polls of a link whose upstream tells of its changes.
    public var pollMilliseconds = 60_000
    /// Between two polls of a link whose upstream does not tell of its changes, or that is down.
    public var blindPollMilliseconds = 30_000
    /// At most between two polls, since each one in vain doubles the pause.
    public var longestPollMilliseconds = 300_000

    /// Between two registrations of a hook's URL.
    public var registerMilliseconds = 21_600_000
    /// After a registration in vain; each one doubles it.
    public var registerRetryMilliseconds = 30_000
    /// At most after a registration in vain.
    public var longestRegisterRetryMilliseconds = 3_600_000

    /// After how long without a word a link that is connected counts as stalled.
    public var stallMilliseconds = 900_000

    /// Calls at the same time.
    public var concurrentCalls = 32
    /// Calls of one upstream at the same time.
    public var concurrentCallsPerUpstream = 4

    /// The wall's clock, for what is shown.
    public var now: @Sendable () -> Timestamp
    /// A random number from 0 to 1, which spreads what is tried again.
    public var luck: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// The defaults.
    public init(now: @escaping @Sendable () -> Timestamp) { self.now = now }
}
