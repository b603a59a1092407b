public import Canonical
internal import Observability

/// What keeps links alive and reads hooks asks of the ways there are.
extension Engine {
    /// Every way to an upstream over a network, in the order of instances and roles.
    public func remoteLegs() -> [RemoteLeg] {
        ledger.withLock { ledger in
            ledger.remote.routes.keys.sorted { $0.text < $1.text }.flatMap { ledger.legs(of: $0) }
        }
    }

    /// The way that a hook belongs to, nil when it is nobody's.
    public func remoteLeg(hook key: String) -> RemoteLeg? {
        ledger.withLock { ledger in
            guard let leg = ledger.remote.hooks[key] else { return nil }
            return ledger.legs(of: leg.instance).first { $0.leg.upstream == leg.upstream }
        }
    }

    /// Says that an instance claims to be connected and is not, or that it is again.
    ///
    /// It is shown, not told, and not kept over a restart. Whatever the upstream tells by itself
    /// takes it away.
    public func markStalled(_ instance: InstanceID, _ isStalled: Bool) {
        ledger.withLock { ledger in
            guard let route = ledger.remote.routes[instance] else { return }
            ledger.setStalled(isStalled, LegKey(instance, route.primary.upstream))
        }
    }
}

extension Ledger {
    /// The ways of an instance that lead over a network; of two by one upstream the first.
    fileprivate func legs(of instance: InstanceID) -> [RemoteLeg] {
        guard let owner = instances[instance], let route = remote.routes[instance] else {
            return []
        }
        var seen: Set<UpstreamID> = []
        return route.roles.compactMap { leg, role in
            guard let leg, let definition = remote.upstreams[leg.upstream],
                seen.insert(leg.upstream).inserted
            else { return nil }
            let signs = remote.heard[LegKey(instance, leg.upstream)]
            return RemoteLeg(
                instance: owner,
                leg: leg,
                definition: definition,
                role: role,
                lastHeardAt: signs?.at,
                state: role == .primary ? owner.state : signs?.state,
                policy: route.policy,
                awaitsSince: signs?.awaitsSince
            )
        }
    }

    /// Notes that a send was made, of which its way has something to tell unless it did already.
    func awaitWord(of send: CommandRecord, since now: Timestamp) {
        let leg = LegKey(send.instance, send.upstream)
        var signs = remote.heard[leg] ?? LegSigns()
        let wasHeard = signs.at.map { $0 >= send.receivedAt } ?? false
        guard !wasHeard, signs.awaitsSince == nil else { return }
        signs.awaitsSince = now
        remote.heard[leg] = signs
    }

    /// Notes whether a way claims to be connected and is not.
    func setStalled(_ isStalled: Bool, _ leg: LegKey) {
        guard (remote.heard[leg]?.isStalled ?? false) != isStalled else { return }
        remote.heard[leg, default: LegSigns()].isStalled = isStalled
        guard remote.routes[leg.instance]?.primary.upstream == leg.upstream else { return }
        instances[leg.instance]?.isStalled = isStalled
    }
}

extension InstanceRoute {
    /// Its ways with what they are for.
    fileprivate var roles: [(Leg?, RemoteLeg.Role)] {
        [
            (primary, .primary), (candidate, .candidate), (failover, .failover),
            (previous, .previous),
        ]
    }
}
