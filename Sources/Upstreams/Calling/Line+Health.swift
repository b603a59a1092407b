internal import Canonical
internal import Observability

extension Line {
    /// How long nothing may go out for an instance, in milliseconds; nil when something may.
    func wait(for instance: InstanceID) -> Int? {
        state.withLock { $0.circuits.wait(for: instance, at: clock.now()) }
    }

    /// The end of a call that is not begun, for nothing may go out.
    func held(_ milliseconds: Int) -> Ending {
        state.withLock { state in
            state.figures.calls += 1
            state.figures.held += 1
        }
        let fault = Fault.open(milliseconds: milliseconds)
        return Ending(.neverReached, fault.failure, cause: fault.name)
    }

    /// Lets a request of an instance out.
    ///
    /// It must be followed by ``ended(_:_:)`` or ``abandoned(_:)``.
    ///
    /// - Throws: `open` when none may go out.
    func begin(_ instance: InstanceID) throws(Fault) -> Circuits.Permit {
        let now = clock.now()
        return try state.withLock { (state) throws(Fault) in
            guard let permit = state.circuits.begin(instance, at: now) else {
                state.figures.held += 1
                throw .open(milliseconds: state.circuits.wait(for: instance, at: now) ?? 1)
            }
            return permit
        }
    }

    /// Takes note of how a request ended.
    func ended(_ permit: Circuits.Permit, _ end: Circuits.End) {
        let now = clock.now()
        let change = state.withLock { state in
            if end != .answered { state.figures.failures += 1 }
            return state.circuits.ended(permit, end, at: now)
        }
        switch change {
        case .shared(let change): tell(change, of: nil)
        case .own(let change): tell(change, of: permit.instance)
        case nil: break
        }
    }

    /// Notes that the upstream, or one instance there, is left alone or no longer is.
    private func tell(_ change: Circuit.Change, of instance: InstanceID?) {
        let upstream = definition.id.text
        switch (change, instance?.text) {
        case (.opened(let pause), let instance?):
            log(
                .warning,
                "instance left alone at its upstream",
                ["upstream": upstream, "instance": instance, "pause_ms": String(pause)]
            )
        case (.opened(let pause), nil):
            log(
                .warning,
                "upstream left alone",
                ["upstream": upstream, "pause_ms": String(pause)]
            )
        case (.closed, let instance?):
            log(
                .info,
                "instance is back at its upstream",
                ["upstream": upstream, "instance": instance]
            )
        case (.closed, nil): log(.info, "upstream is back", ["upstream": upstream])
        }
    }

    /// Takes note that a request was given up and tells nothing.
    func abandoned(_ permit: Circuits.Permit) {
        let now = clock.now()
        state.withLock { $0.circuits.abandoned(permit, at: now) }
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
            figures.circuit = state.circuits.name
            figures.heldInstances = state.circuits.heldInstances
            figures.running = state.turns.running
            figures.waiting = state.turns.waiting
            return figures
        }
    }
}
