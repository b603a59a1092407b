/// Whether something is worth calling: opens when it seems to be down, and lets one probe through now
/// and then.
struct Circuit {
    /// What a call may do.
    enum Permit: Equatable {
        /// Go out, as one of many.
        case ordinary
        /// Go out alone, and decide.
        case probe
    }

    /// What a call's end changed.
    enum Change: Equatable {
        case opened(milliseconds: Int)
        case closed
    }

    private enum State: Equatable {
        case closed
        case open(until: Int)
        case probing
    }

    private struct End {
        let at: Int
        let isUp: Bool
    }

    private let rules: CircuitRules
    private var state = State.closed
    private var inARow = 0
    private var pause: Int
    /// The latest ends, the oldest one at ``next`` once there are enough.
    private var recent: [End] = []
    private var next = 0
    private var failures = 0
    /// When the latest call ended.
    private var endedAt = 0

    init(_ rules: CircuitRules) {
        self.rules = rules
        pause = rules.pauseMilliseconds
    }

    /// The state's name, for metrics.
    var name: String {
        switch state {
        case .closed: "closed"
        case .open: "open"
        case .probing: "probing"
        }
    }

    /// Whether nothing is known of it but that calls go well.
    var isClean: Bool { state == .closed && failures == 0 }

    /// Whether something may go out as one of many.
    var isClosed: Bool { state == .closed }

    /// Whether what it knows is too old to count.
    func isForgotten(at now: Int) -> Bool {
        switch state {
        case .closed: now - endedAt > rules.sampleMilliseconds
        case .open(let until): now - until > rules.longestPauseMilliseconds
        case .probing: false
        }
    }

    /// How long nothing may go out; nil when something may.
    func wait(at now: Int) -> Int? {
        switch state {
        case .closed: nil
        case .open(let until): until > now ? until - now : nil
        case .probing: 1_000
        }
    }

    /// Lets a call out, which must be followed by its end; nil when it may not go.
    mutating func begin(at now: Int) -> Permit? {
        guard wait(at: now) == nil else { return nil }
        guard case .open = state else { return .ordinary }
        state = .probing
        return .probe
    }

    /// Takes note that a call told nothing, for it was given up.
    mutating func abandoned(_ permit: Permit, at now: Int) {
        if permit == .probe { state = .open(until: now) }
    }

    /// Takes note of how a call ended; while it is open only the probe counts.
    mutating func ended(_ permit: Permit, isUp: Bool, at now: Int) -> Change? {
        endedAt = now
        switch (state, permit) {
        case (.probing, .probe): return probed(isUp: isUp, at: now)
        case (.closed, _):
            note(End(at: now, isUp: isUp))
            return isDown(at: now) ? open(at: now) : nil
        case (.open, _), (.probing, .ordinary): return nil
        }
    }

    private mutating func probed(isUp: Bool, at now: Int) -> Change {
        guard !isUp else {
            self = Circuit(rules)
            return .closed
        }
        pause = min(pause * 2, rules.longestPauseMilliseconds)
        return open(at: now)
    }

    private mutating func open(at now: Int) -> Change {
        state = .open(until: now + pause)
        return .opened(milliseconds: pause)
    }

    private mutating func note(_ end: End) {
        inARow = end.isUp ? 0 : inARow + 1
        failures += end.isUp ? 0 : 1
        guard recent.count == rules.sample else { return recent.append(end) }
        failures -= recent[next].isUp ? 0 : 1
        recent[next] = end
        next = (next + 1) % rules.sample
    }

    private func isDown(at now: Int) -> Bool {
        guard inARow > 0 else { return false }
        if inARow >= rules.failuresInARow { return true }
        return recent.count == rules.sample && failures * 2 >= rules.sample
            && now - recent[next].at <= rules.sampleMilliseconds
    }
}
