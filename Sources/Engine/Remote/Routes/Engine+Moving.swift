internal import Canonical

extension Engine {
    /// Has another upstream carry an instance from now on: ends what the embedded one does for it
    /// when it leaves, and shows what is known of the link there.
    func move(
        _ id: InstanceID,
        to target: UpstreamID,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        guard let instance = ledger.instances[id], instance.upstream != target else { return }
        let now = clock.now
        if instance.upstream == upstream.id { leave(instance, now, ledger, &transaction) }
        let signs = ledger.remote.heard[LegKey(id, target)]
        let state = signs?.state ?? .created
        var moved = ledger.instances[id] ?? instance
        let previous = moved.state.name
        moved.upstream = target
        moved.state = state
        moved.isStalled = signs?.isStalled ?? false
        if let account = signs?.account { moved.account = account.completed(by: moved.account) }
        moved.updatedAt = max(moved.updatedAt, now)
        ledger.update(moved, &transaction)
        guard state.name != previous else { return }
        ledger.append(
            .instanceState(name: state.name, previous: previous, reason: nil),
            to: id,
            at: now,
            cause: nil,
            &transaction
        )
    }

    /// Ends what the embedded upstream does for an instance; what it tells of it counts no more.
    private func leave(
        _ instance: Instance,
        _ now: Timestamp,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        var effects = Effects()
        upstream.forget(instance, now: now, effects: &effects)
        transaction.changes += effects.changes
        let others = effects.signals.filter { $0.instance != instance.id }
        apply(others, cause: nil, ledger, &transaction)
    }
}
