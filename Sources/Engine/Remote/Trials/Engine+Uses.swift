public import Canonical
internal import Observability

/// What operators learn about how instances are used, and how a candidate differs.
extension Engine {
    /// Writes down how commands were used since the last time; to be called once a minute.
    public func flushUses() async {
        guard store.isWritable else { return }
        let taken = uses.drain()
        guard !taken.isEmpty else { return }
        let ticket = ledger.withLock { ledger in
            submit(
                taken.filter { ledger.instances[$0.key] != nil }
                    .sorted { $0.key.text < $1.key.text }
                    .map { .uses($0.value, of: $0.key) }
            )
        }
        if case .failure = await settle(.success(()), ticket) { uses.restore(taken) }
    }

    /// How an instance's client used commands since a day, counted from 1970-01-01.
    public func uses(
        of instance: InstanceID,
        since day: Int
    ) async -> Result<[CommandUse], CommandFailure> {
        await asking { store throws(StoreError) in try await store.uses(of: instance, since: day) }
    }

    /// The differences between two upstreams of an instance, newest first.
    public func differences(
        of instance: InstanceID,
        limit: Int
    ) async -> Result<[RouteDifference], CommandFailure> {
        await asking { store throws(StoreError) in
            try await store.differences(of: instance, limit: limit)
        }
    }

    /// Removes an instance's differences.
    public func removeDifferences(of instance: InstanceID) async -> Result<Void, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let ticket = ledger.withLock { _ in submit([.differencesRemoved(instance)]) }
        return await settle(.success(()), ticket)
    }
}
