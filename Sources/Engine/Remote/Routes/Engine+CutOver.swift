public import Canonical
internal import Observability

/// How a change of upstream went.
public struct RouteChange: Equatable, Sendable {
    /// The route that is in force now, its settings' values left out.
    public let route: InstanceRoute
    /// The sends that were under way at the former upstream.
    public let sendsUnderWay: Int
    /// Those of them whose end is known.
    public let ended: Int
    /// Those of which nobody knows whether they were made.
    public let unknown: Int
    /// Those that were still under way when the wait was over; they end by themselves.
    public let stillUnderWay: Int
}

extension Engine {
    /// Makes the candidate the primary way, and the primary one the way back.
    ///
    /// New sends go the new way at once, those to a chat in which one is under way after it. The
    /// answer comes when the sends under way have ended, or after the wait.
    public func cutOver(
        _ instance: InstanceID,
        waitMilliseconds: Int = 30_000
    ) async -> Result<RouteChange, CommandFailure> {
        await turn(instance, waitMilliseconds) { (route) throws(CommandFailure) in
            guard let candidate = route.candidate else {
                throw CommandFailure(.requestInvalid, "There is no candidate", field: "candidate")
            }
            route.previous = route.primary
            route.primary = candidate
            route.candidate = nil
        }
    }

    /// Makes the way before the last cut-over the primary one again, and the present one the
    /// candidate unless it is the embedded one; see ``cutOver(_:waitMilliseconds:)``.
    public func rollBack(
        _ instance: InstanceID,
        waitMilliseconds: Int = 30_000
    ) async -> Result<RouteChange, CommandFailure> {
        await turn(instance, waitMilliseconds) { (route) throws(CommandFailure) in
            guard let previous = route.previous else {
                throw CommandFailure(.requestInvalid, "There is no way back", field: "previous")
            }
            route.candidate = route.primary
            route.primary = previous
            route.previous = nil
        }
    }

    private func turn(
        _ instance: InstanceID,
        _ wait: Int,
        _ change: (inout InstanceRoute) throws(CommandFailure) -> Void
    ) async -> Result<RouteChange, CommandFailure> {
        let step = await changingRoutes {
            (ledger, transaction) throws(CommandFailure) -> (InstanceRoute, Set<CommandID>) in
            guard ledger.instances[instance] != nil else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            guard var route = ledger.remote.routes[instance] else {
                throw CommandFailure(.requestInvalid, "The instance has no route")
            }
            let former = LegKey(instance, route.primary.upstream)
            try change(&route)
            route.trial = .none
            if route.failover?.upstream == route.primary.upstream { route.failover = nil }
            if route.candidate?.upstream == upstream.id { route.candidate = nil }
            let set = try setRouteLocked(route, of: instance, ledger, &transaction)
            return (set, ledger.remote.open.underWay(on: former))
        }
        switch step {
        case .failure(let failure): return .failure(failure)
        case .success((let route, let sends)):
            return .success(await outcome(route, sends, of: instance, wait))
        }
    }

    private func outcome(
        _ route: InstanceRoute,
        _ sends: Set<CommandID>,
        of instance: InstanceID,
        _ wait: Int
    ) async -> RouteChange {
        let deadline = patience.deadline(inMilliseconds: wait)
        var open = sends
        while !open.isEmpty {
            let mark = patience.mark(of: instance)
            let present = open
            open = ledger.withLock { present.intersection($0.remote.open.underWay.keys) }
            guard !open.isEmpty,
                await patience.wait(for: instance, since: mark, until: deadline)
            else { break }
        }
        let unknown = ledger.withLock { ledger in
            sends.count { ledger.remote.open.doubts[$0] != nil }
        }
        return RouteChange(
            route: route,
            sendsUnderWay: sends.count,
            ended: sends.count - open.count - unknown,
            unknown: unknown,
            stillUnderWay: open.count
        )
    }
}
