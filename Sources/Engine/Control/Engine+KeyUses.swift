public import Canonical
internal import Observability

extension Engine {
    /// Writes down when issued keys were last used, by their ids.
    ///
    /// Left out are keys that were taken back meanwhile, and moments that are not later than what is
    /// written already.
    public func noteUses(of keys: [String: Timestamp]) async -> Result<Void, CommandFailure> {
        guard !keys.isEmpty else { return .success(()) }
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let ticket = ledger.withLock { ledger -> CommitTicket? in
            var changes: [Change] = []
            for (id, moment) in keys {
                guard var record = ledger.keys[id],
                    record.key.lastUsedAt.map({ $0 < moment }) ?? true
                else { continue }
                record.key.lastUsedAt = moment
                ledger.keys[id] = record
                changes.append(.key(record))
            }
            return changes.isEmpty ? nil : submit(changes)
        }
        guard let ticket else { return .success(()) }
        return await settle(.success(()), ticket)
    }
}
