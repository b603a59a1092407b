internal import Canonical

extension Ledger {
    /// Takes up what was committed about remote upstreams.
    func loadRemote(_ stored: StoredState, at now: Timestamp) {
        for definition in stored.upstreams { remote.upstreams[definition.id] = definition }
        for (instance, route) in stored.routes where instances[instance] != nil {
            remote.setRoute(route, of: instance)
        }
        remote.identities = stored.identities
        for send in stored.uncertain { remote.open.doubt(send, askAgainAt: now) }
    }

    /// Keeps what is still going on while everything else is taken up anew.
    func continueRemote(from earlier: Ledger) {
        remote.heard = earlier.remote.heard
        for send in earlier.remote.open.underWay.values { remote.open.begin(send) }
    }

    /// The person's number where a LID is known, else the address as it is.
    func known(_ address: Address, to instance: InstanceID) -> Address {
        guard case .lid(let digits) = address,
            let phone = remote.identities[instance]?[digits]
        else { return address }
        return .phone(phone)
    }

    /// The way that is meant, nil when it is none of the instance's any more.
    func leg(_ key: LegKey) -> InstanceRoute.Leg? {
        remote.routes[key.instance]?.legs.first { $0.upstream == key.upstream }
    }
}
