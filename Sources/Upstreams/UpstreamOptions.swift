/// The figures that hold for every upstream; ``UpstreamLimits`` has those of one.
public struct UpstreamOptions: Sendable {
    /// What is said of this program in `User-Agent`, nil for nothing.
    public var userAgent: String?
    /// Where the outside reaches this gateway, without a slash at the end; nil where it does not.
    public var publicURL: String?

    /// The longest answer that is taken, in bytes, also after inflating.
    public var answerBytes = 8 * 1024 * 1024
    /// Until a request is out, in milliseconds.
    public var writeMilliseconds = 15_000
    /// From an answer's first byte to its last, in milliseconds.
    public var bodyMilliseconds = 30_000
    /// What a send of a file may take at least, in milliseconds: the upstream fetches the file first.
    public var mediaMilliseconds = 60_000

    /// How often a request is repeated that did not arrive or may be repeated.
    public var retries = 2
    /// Up to how long the first repetition waits, in milliseconds; each one doubles it.
    public var retryDelayMilliseconds = 100
    /// How many repetitions are had in advance, besides one for every fifth call.
    public var retryReserve = 10

    /// Calls of one upstream at the same time.
    public var concurrentCalls = 128
    /// Calls of one instance that wait for their turn; one more is refused.
    public var waitingPerInstance = 64
    /// Calls of one upstream that wait for their turn; one more is refused.
    public var waiting = 1_024
    /// How long a call waits for its turn, in milliseconds.
    public var waitMilliseconds = 10_000

    /// When an upstream is left alone.
    public var circuit = CircuitRules()
    /// A random number from 0 to 1, which spreads repetitions.
    public var luck: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// The defaults.
    public init() {}
}

/// When an upstream is left alone, and for how long.
public struct CircuitRules: Equatable, Sendable {
    /// So many failures in a row open it.
    public var failuresInARow = 5
    /// Of so many ends within ``sampleMilliseconds`` half open it as well.
    public var sample = 20
    /// See ``sample``.
    public var sampleMilliseconds = 10_000
    /// How long it is open at first, in milliseconds.
    public var pauseMilliseconds = 5_000
    /// How long at the most, since each probe in vain doubles the pause.
    public var longestPauseMilliseconds = 60_000

    /// The defaults.
    public init() {}
}
