internal import Canonical
internal import Observability

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
