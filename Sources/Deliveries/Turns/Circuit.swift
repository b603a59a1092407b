/// Whether an endpoint is worth trying: opens when its receiver seems to be down, so that its
/// deliveries wait without using up their attempts.
struct Circuit: Equatable {
    /// When it opens, and for how long.
    struct Rules: Equatable, Sendable {
        /// So many failures in a row open it.
        ///
        /// A receiver that fails now and then must not rest for that: ten in a row happen by chance
        /// once in 170,000 attempts when three in ten fail.
        var failures = 10
        /// How long it is open at first, in milliseconds.
        var pause = 5_000
        /// How long at the most, since each probe in vain doubles the pause.
        var longestPause = 60_000
    }

    private enum State: Equatable {
        case closed
        case open(until: Int)
        case probing
    }

    private let rules: Rules
    private var state = State.closed
    private var failures = 0
    private var pause: Int

    init(_ rules: Rules) {
        self.rules = rules
        pause = rules.pause
    }

    /// Whether it is neither open nor waiting for its probe.
    var isClosed: Bool { state == .closed }

    /// When a probe may be made; nil when it is closed or being probed.
    var probeAt: Int? {
        if case .open(let until) = state { until } else { nil }
    }

    /// Whether an attempt may be made at that moment of the monotonic clock, in milliseconds.
    func permits(at now: Int) -> Bool {
        switch state {
        case .closed: true
        case .open(let until): now >= until
        case .probing: false
        }
    }

    /// Takes note that an attempt is going to be made that was permitted, and says whether it is the
    /// probe.
    mutating func begin() -> Bool {
        guard case .open = state else { return false }
        state = .probing
        return true
    }

    /// Takes note that the probe was not made after all.
    mutating func abandonProbe(at now: Int) {
        if state == .probing { state = .open(until: now) }
    }

    /// Takes note of how an attempt ended.
    mutating func ended(isUp: Bool, at now: Int) {
        guard !isUp else {
            self = Circuit(rules)
            return
        }
        failures += 1
        switch state {
        case .closed where failures >= rules.failures: state = .open(until: now + pause)
        case .probing:
            pause = min(pause * 2, rules.longestPause)
            state = .open(until: now + pause)
        case .closed, .open: break
        }
    }
}
