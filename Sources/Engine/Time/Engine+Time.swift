internal import Canonical
internal import Observability

extension Engine {
    /// Does what is due, in slices, and gives the milliseconds until the next thing is.
    func beat() -> Int {
        let now = clock.now
        sleepers.wake(now)
        patience.beat()
        // What cannot be written down does not happen: it is due until the store has room again.
        guard store.isWritable else { return 50 }
        for _ in 0..<64 {
            guard let next = ledger.withLock({ slice($0, now) }) else { return 50 }
            if next > now { return Int(clamping: next.milliseconds - now.milliseconds) }
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
            isDone = ledger.withLock { slice($0, now).map { $0 > now } ?? true }
        }
    }

    /// Does up to 256 due things in one critical section and one transaction.
    private func slice(_ ledger: Ledger, _ now: Timestamp) -> Timestamp? {
        var effects = Effects()
        for _ in 0..<256 {
            guard let due = upstream.nextDue, due <= now else { break }
            upstream.tick(now: now, effects: &effects)
        }
        commit(effects, ledger)
        return upstream.nextDue
    }

    /// Takes up effects that no command caused.
    @discardableResult
    func commit(_ effects: Effects, _ ledger: Ledger) -> CommitTicket? {
        var transaction = Transaction(changes: effects.changes)
        apply(effects.signals, cause: nil, ledger, &transaction)
        return transaction.changes.isEmpty ? nil : submit(transaction.changes)
    }
}
