internal import Canonical

extension Ledger {
    /// Keeps what an upstream calls a message, once; not of an instance that is gone.
    func pair(
        _ upstreamID: MessageID,
        _ leg: LegKey,
        _ message: MessageID,
        _ transaction: inout Transaction
    ) {
        let key = PairKey(leg: leg, id: upstreamID)
        guard remote.pairs[key] == nil, instances[leg.instance] != nil else { return }
        remote.pairs[key] = message
        transaction.changes.append(
            .upstreamMessage(
                UpstreamMessage(
                    instance: leg.instance,
                    upstream: leg.upstream,
                    upstreamID: upstreamID,
                    message: message
                )
            )
        )
    }

    /// Whether something was told of late.
    func wasTold(_ key: String, of instance: InstanceID) -> Bool {
        remote.told[ToldKey(instance: instance, key: key)] != nil
    }

    /// Notes that something is told now; durable, where nothing else says so.
    func tell(
        _ key: String,
        of instance: InstanceID,
        at moment: Timestamp,
        _ transaction: inout Transaction
    ) {
        noteTold(key, of: instance)
        transaction.changes.append(.told(key, of: instance, at: moment))
    }

    /// Notes that something is told now, of which a row of its own bears witness.
    func noteTold(_ key: String, of instance: InstanceID) {
        remote.told[ToldKey(instance: instance, key: key)] = .heard
    }
}
