internal import Canonical
internal import Observability
internal import Reactor
internal import TLS

/// All that is kept about one upstream between calls: turns, pace, circuit, budget, figures.
final class Line: Sendable {
    private struct State {
        var turns: Turns
        var pace = Pace()
        var circuit: Circuit
        var budget: RetryBudget
        var figures: UpstreamFigures
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
        var tickets = 0
    }

    let definition: UpstreamDefinition
    /// The URL that targets come after.
    let base: String
    /// Authorities besides the system's, nil for none.
    let tls: TLSContext?
    private let options: UpstreamOptions
    private let clock: UpstreamClock
    private let log: Log
    private let state: Lock<State>

    /// What base URLs may be: operators set them.
    static let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])

    init(
        _ definition: UpstreamDefinition,
        _ options: UpstreamOptions,
        _ clock: UpstreamClock,
        _ log: Log
    ) throws(Ending) {
        self.definition = definition
        self.options = options
        self.clock = clock
        self.log = log
        base = try Self.base(definition.baseURL)
        tls = try definition.limits.authorityFile.map { (file) throws(Ending) in
            try Self.trust(file)
        }
        let rules = Turns.Rules(
            running: options.concurrentCalls,
            waitingPerInstance: options.waitingPerInstance,
            waiting: options.waiting
        )
        state = Lock(
            State(
                turns: Turns(rules),
                circuit: Circuit(options.circuit),
                budget: RetryBudget(reserve: options.retryReserve),
                figures: UpstreamFigures(upstream: definition.id)
            )
        )
    }

    /// Whether it is the upstream that the definition means, and not another one of its name.
    func isOf(_ other: UpstreamDefinition) -> Bool {
        definition.baseURL == other.baseURL
            && definition.limits.authorityFile == other.limits.authorityFile
    }

    private static func base(_ text: String) throws(Ending) -> String {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard !base.contains("?"), (try? TargetURL(base, policy: policy)) != nil else {
            throw Ending(notBegun: "The upstream's URL cannot be used", cause: "url")
        }
        return base
    }

    private static func trust(_ file: String) throws(Ending) -> TLSContext {
        do throws(TLSError) { return try TLSContext(clientTrusting: file) } catch {
            throw Ending(notBegun: "The upstream's authority file cannot be used", cause: "trust")
        }
    }
}

// MARK: - Turns

extension Line {
    /// Waits for the gap between two sends of the instance; to be called before ``enter(_:_:)``.
    func pace(_ instance: InstanceID, gap: Int) async throws(Ending) {
        guard gap > 0 else { return }
        let longest = options.waitMilliseconds
        let wait = state.withLock {
            $0.pace.reserve(instance, gap: gap, at: clock.now(), longest: longest)
        }
        guard let wait else { throw Self.crowded }
        try await sleep(wait)
    }

    /// Waits for what is missing of the gap after the turn came.
    func paceInTurn(_ instance: InstanceID, gap: Int) async throws(Ending) {
        guard gap > 0 else { return }
        try await sleep(
            state.withLock { $0.pace.start(instance, gap: gap, at: clock.now()) }
        )
    }

    /// Waits for the instance's turn, which must be given back with ``leave(_:)``.
    func enter(_ instance: InstanceID, limit: Int) async throws(Ending) {
        let limit = max(1, limit)
        let runs = state.withLock { state in
            state.figures.calls += 1
            state.budget.earn()
            return state.turns.enterNow(instance, limit: limit)
        }
        guard !runs else { return }
        try await queue(instance, limit)
    }

    /// Gives a turn back.
    func leave(_ instance: InstanceID) {
        let started = state.withLock { state in
            state.turns.leave(instance).compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in started { waiter.resume(returning: true) }
    }

    private func queue(_ instance: InstanceID, _ limit: Int) async throws(Ending) {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        let alarm = Task { [self] in
            guard (try? await clock.sleep(options.waitMilliseconds)) != nil else { return }
            withdraw(instance, ticket)
        }
        let runs = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                wait(instance, limit, ticket, waiter)
            }
        } onCancel: {
            withdraw(instance, ticket)
        }
        alarm.cancel()
        guard runs else { throw Self.crowded }
    }

    private func wait(
        _ instance: InstanceID,
        _ limit: Int,
        _ ticket: Int,
        _ waiter: CheckedContinuation<Bool, Never>
    ) {
        // Whoever is cancelled from here on is withdrawn by the handler, which waits for the lock.
        let isCancelled = { Task.isCancelled }
        let runs: Bool? = state.withLock { state in
            guard !isCancelled() else { return false }
            switch state.turns.enter(instance, limit: limit, ticket: ticket) {
            case .runs: return true
            case .refused: return false
            case .waits:
                state.waiters[ticket] = waiter
                return nil
            }
        }
        if let runs { waiter.resume(returning: runs) }
    }

    private func withdraw(_ instance: InstanceID, _ ticket: Int) {
        let waiter = state.withLock { state in
            state.turns.withdraw(instance, ticket: ticket)
                ? state.waiters.removeValue(forKey: ticket) : nil
        }
        waiter?.resume(returning: false)
    }

    private func sleep(_ milliseconds: Int) async throws(Ending) {
        guard milliseconds > 0 else { return }
        do throws(CancellationError) { try await clock.sleep(milliseconds) } catch {
            throw Ending(.neverReached, Fault.cancelled.failure, cause: Fault.cancelled.name)
        }
    }

    private static let crowded = Ending(
        notBegun: "Too many calls wait for the upstream",
        cause: "crowded",
        retryAfterSeconds: 1
    )
}

// MARK: - Circuit, budget, figures

extension Line {
    /// How long nothing may go out, in milliseconds; nil when something may.
    var wait: Int? { state.withLock { $0.circuit.wait(at: clock.now()) } }

    /// The end of a call that is not begun, for nothing may go out.
    func held(_ milliseconds: Int) -> Ending {
        state.withLock { state in
            state.figures.calls += 1
            state.figures.held += 1
        }
        let fault = Fault.open(milliseconds: milliseconds)
        return Ending(.neverReached, fault.failure, cause: fault.name)
    }

    /// Lets a request out.
    ///
    /// It must be followed by ``ended(_:isUp:)`` or ``abandoned(_:)``.
    ///
    /// - Throws: `open` when none may go out.
    func begin() throws(Fault) -> Circuit.Permit {
        let now = clock.now()
        return try state.withLock { (state) throws(Fault) in
            guard let permit = state.circuit.begin(at: now) else {
                state.figures.held += 1
                throw .open(milliseconds: state.circuit.wait(at: now) ?? 1)
            }
            return permit
        }
    }

    /// Takes note of how a request ended.
    func ended(_ permit: Circuit.Permit, isUp: Bool) {
        let now = clock.now()
        let change = state.withLock { state in
            if !isUp { state.figures.failures += 1 }
            return state.circuit.ended(permit, isUp: isUp, at: now)
        }
        switch change {
        case .opened(let pause):
            log(
                .warning,
                "upstream left alone",
                ["upstream": definition.id.text, "pause_ms": String(pause)]
            )
        case .closed: log(.info, "upstream is back", ["upstream": definition.id.text])
        case nil: break
        }
    }

    /// Takes note that a request was given up and tells nothing.
    func abandoned(_ permit: Circuit.Permit) {
        let now = clock.now()
        state.withLock { $0.circuit.abandoned(permit, at: now) }
    }

    /// Pays for a repetition; false when there were too many of late.
    func spendRetry() -> Bool {
        state.withLock { state in
            guard state.budget.spend() else { return false }
            state.figures.retries += 1
            return true
        }
    }

    /// Takes note of a call whose end nobody knows.
    func noteUnknown() { state.withLock { $0.figures.unknown += 1 } }

    /// What was done so far, and how it stands.
    var figures: UpstreamFigures {
        state.withLock { state in
            var figures = state.figures
            figures.circuit = state.circuit.name
            figures.running = state.turns.running
            figures.waiting = state.turns.waiting
            return figures
        }
    }
}
