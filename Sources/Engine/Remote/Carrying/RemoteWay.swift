internal import Canonical
internal import Observability

/// A way that a command takes to an upstream over a network.
struct RemoteWay: Sendable {
    /// The way.
    let leg: InstanceRoute.Leg
    /// Whom it leads to.
    let definition: UpstreamDefinition
    /// What is done about losses.
    let policy: LossPolicy

    /// The way's name.
    func key(of instance: InstanceID) -> LegKey { LegKey(instance, leg.upstream) }

    /// One call on it.
    func call(
        for instance: Instance,
        at now: Timestamp,
        reference: String,
        about message: Message? = nil
    ) -> RemoteCall {
        RemoteCall(
            definition: definition,
            leg: leg,
            instance: instance,
            now: now,
            reference: reference,
            message: message,
            policy: policy
        )
    }
}

/// Where a command goes.
enum Way: Sendable {
    /// To the embedded upstream.
    case embedded
    /// Over a network.
    case remote(RemoteWay)
}

extension Engine {
    /// The way that a leg of a route is; a leg whose upstream is gone leads nowhere.
    func way(
        _ leg: InstanceRoute.Leg,
        of route: InstanceRoute,
        _ ledger: Ledger
    ) -> Result<Way, CommandFailure> {
        if leg.upstream == upstream.id { return .success(.embedded) }
        guard let definition = ledger.remote.upstreams[leg.upstream] else {
            return .failure(CommandFailure(.unavailable, "The upstream is not configured"))
        }
        return .success(
            .remote(RemoteWay(leg: leg, definition: definition, policy: route.policy))
        )
    }

    /// The route of the caller's instance, nil where it has none.
    func route(for caller: Caller) -> InstanceRoute? {
        guard routed.isSet, let id = caller.instance else { return nil }
        return ledger.withLock { ledger in
            ledger.instances[id]?.tenant == caller.tenant ? ledger.remote.routes[id] : nil
        }
    }

    /// The primary way of the caller's instance.
    func primaryWay(_ route: InstanceRoute) -> Result<Way, CommandFailure> {
        ledger.withLock { way(route.primary, of: route, $0) }
    }
}
