internal import Canonical

extension Ledger {
    /// Takes up what was committed about remote upstreams.
    func loadRemote(_ stored: StoredState, at now: Timestamp) {
        for definition in stored.upstreams { remote.upstreams[definition.id] = definition }
        for (instance, route) in stored.routes where instances[instance] != nil {
            remote.setRoute(route, of: instance)
        }
        remote.identities = IdentityBook(stored.identities)
        for send in stored.uncertain
        where instances[send.record.instance] != nil && send.record.message == nil {
            remote.open.doubt(send, askAgainAt: now)
        }
    }

    /// Keeps what is still going on while everything else is taken up anew.
    func continueRemote(from earlier: Ledger) {
        remote.heard = earlier.remote.heard
        remote.registrations = earlier.remote.registrations
        remote.names = earlier.remote.names
        for send in earlier.remote.open.underWay.values { remote.open.begin(send) }
    }

    /// The way that is meant, nil when it is none of the instance's any more.
    func leg(_ key: LegKey) -> InstanceRoute.Leg? {
        remote.routes[key.instance]?.legs.first { $0.upstream == key.upstream }
    }
}
