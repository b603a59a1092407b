internal import Canonical
internal import Observability

extension Engine {
    /// Does what is due, in slices, and gives the milliseconds until the next thing is.
    ///
    /// Nobody waits for what it submits: that goes along with the next commit, or alone when the
    /// pacemaker has paused, which it does for 10 ms then; what is due meanwhile may be so late.
    func beat() -> Int {
        let now = clock.now
        sleepers.wake(now)
        patience.beat()
        // What cannot be written down does not happen: it is due until the store has room again.
        guard store.isWritable else { return 50 }
        var pause: Int?
        for _ in 0..<64 {
            let (due, isSubmitted) = ledger.withLock { slice($0, now) }
            if isSubmitted { pause = 10 }
            guard let next = due else { return pause ?? 50 }
            if next > now { return pause ?? Int(clamping: next.milliseconds - now.milliseconds) }
        }
        return 1
    }

    /// Moves the world's clock forward and does everything that became due.
    public func advanceClock(byMilliseconds delta: Int64) {
        clock.advance(byMilliseconds: delta)
        let now = clock.now
        sleepers.wake(now)
        var isDone = false
        while !isDone, store.isWritable {
            isDone = ledger.withLock { slice($0, now).next.map { $0 > now } ?? true }
        }
    }

    /// Does up to 256 due things in one critical section and one transaction.
    private func slice(
        _ ledger: Ledger,
        _ now: Timestamp
    ) -> (next: Timestamp?, isSubmitted: Bool) {
        var effects = Effects()
        for _ in 0..<256 {
            guard let due = upstream.nextDue, due <= now else { break }
            upstream.tick(now: now, effects: &effects)
        }
        let ticket = commit(effects, ledger)
        return (upstream.nextDue, ticket != nil)
    }

    /// Takes up effects that no command caused.
    @discardableResult
    func commit(_ effects: Effects, _ ledger: Ledger) -> CommitTicket? {
        var transaction = Transaction(changes: effects.changes)
        apply(effects.signals, cause: nil, ledger, &transaction)
        return transaction.changes.isEmpty ? nil : submit(transaction.changes)
    }
}
