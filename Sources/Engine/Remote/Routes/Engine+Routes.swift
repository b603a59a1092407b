public import Canonical
internal import Observability

/// What operators do with the ways that carry an instance's commands.
extension Engine {
    /// An instance's route, nil where the embedded upstream alone carries it.
    ///
    /// The settings' values come out only where they are asked for; else their names alone do.
    public func route(of instance: InstanceID, revealing: Bool = false) -> InstanceRoute? {
        ledger.withLock { $0.remote.routes[instance] }.map { $0.shown(revealing: revealing) }
    }

    /// A change of a route: it works on what it is given only, and at once.
    public typealias RouteEdit =
        @Sendable (inout InstanceRoute) throws(CommandFailure) -> Void

    /// Changes an instance's route as it is now, under the lock; an instance without one begins with
    /// the embedded upstream alone.
    ///
    /// A way without a hook's key keeps the one that the instance has for that upstream, or gets a
    /// fresh one. A setting with an empty value keeps the value it has. Refused are upstreams that
    /// are not configured, two of the ways primary, candidate and failover by one upstream, and the
    /// embedded upstream beside another primary one, for its link of the instance ends with it.
    public func changeRoute(
        of instance: InstanceID,
        _ change: RouteEdit
    ) async -> Result<InstanceRoute, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            guard ledger.instances[instance] != nil else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            let route = try changedRoute(of: instance, change, ledger)
            return putInForce(route, of: instance, ledger, &transaction)
        }
    }

    /// Gives the hooks of an instance's ways fresh keys, or those of one upstream's ways.
    ///
    /// From then on the former keys are nobody's, and what upstreams tell there is lost until they
    /// know the new ones.
    public func rotateHooks(
        of instance: InstanceID,
        at only: UpstreamID? = nil
    ) async -> Result<InstanceRoute, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            guard var route = ledger.remote.routes[instance],
                route.legs.contains(where: { only == nil || $0.upstream == only })
            else { throw CommandFailure(.upstreamNotFound, "No such way of the instance") }
            var fresh: [UpstreamID: String] = [:]
            route.changeLegs { leg in
                guard only == nil || leg.upstream == only else { return }
                leg.hookKey = fresh[leg.upstream] ?? mint.hookKey()
                fresh[leg.upstream] = leg.hookKey
            }
            return try setRouteLocked(route, of: instance, ledger, &transaction)
        }
    }

    /// Gives an instance back to the embedded upstream alone.
    public func clearRoute(of instance: InstanceID) async -> Result<Void, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            guard ledger.instances[instance] != nil else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            guard ledger.remote.routes[instance] != nil else { return }
            move(instance, to: upstream.id, ledger, &transaction)
            ledger.remote.setRoute(nil, of: instance)
            transaction.changes.append(.route(nil, of: instance))
        }
    }

    /// Judges a route, completes it and puts it in force.
    func setRouteLocked(
        _ asked: InstanceRoute,
        of instance: InstanceID,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) throws(CommandFailure) -> InstanceRoute {
        guard ledger.instances[instance] != nil else {
            throw CommandFailure(.instanceNotFound, "Instance not found")
        }
        try check(asked, ledger)
        return putInForce(asked, of: instance, ledger, &transaction)
    }

    /// The route as a change makes it, judged; an instance without one begins with the embedded
    /// upstream alone.
    func changedRoute(
        of instance: InstanceID?,
        _ change: RouteEdit,
        _ ledger: Ledger
    ) throws(CommandFailure) -> InstanceRoute {
        var route =
            instance.flatMap { ledger.remote.routes[$0] }
            ?? InstanceRoute(primary: .init(upstream: upstream.id, hookKey: ""))
        try change(&route)
        try check(route, ledger)
        return route
    }

    /// Completes a route that was judged, and has it carry the instance from now on.
    @discardableResult
    func putInForce(
        _ judged: InstanceRoute,
        of instance: InstanceID,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> InstanceRoute {
        let route = complete(judged, after: ledger.remote.routes[instance])
        move(instance, to: route.primary.upstream, ledger, &transaction)
        ledger.remote.setRoute(route, of: instance)
        transaction.changes.append(.route(route, of: instance))
        return route.shown(revealing: false)
    }

    private func check(_ route: InstanceRoute, _ ledger: Ledger) throws(CommandFailure) {
        for leg in route.legs where leg.upstream != upstream.id {
            guard ledger.remote.upstreams[leg.upstream] != nil else {
                throw CommandFailure(.requestInvalid, "No such upstream", field: "upstream")
            }
            let size = leg.settings.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            guard size <= 16_384, leg.hookKey.utf8.count <= 128 else {
                throw CommandFailure(
                    .requestInvalid,
                    "The settings are too long",
                    field: "settings"
                )
            }
        }
        let ways = [route.primary, route.candidate, route.failover].compactMap { $0?.upstream }
        guard Set(ways).count == ways.count else {
            throw CommandFailure(.requestInvalid, "An upstream is named twice", field: "upstream")
        }
        let isEmbedded = route.primary.upstream == upstream.id
        guard isEmbedded || !ways.contains(upstream.id) else {
            throw CommandFailure(
                .requestInvalid,
                "The embedded upstream has no link of an instance that another one carries",
                field: "upstream"
            )
        }
        try Self.check(route.trial, of: route.candidate)
    }

    private static func check(
        _ trial: InstanceRoute.Trial,
        of candidate: InstanceRoute.Leg?
    ) throws(CommandFailure) {
        guard trial == .none || candidate != nil else {
            throw CommandFailure(
                .requestInvalid,
                "Nothing is there to be tried",
                field: "candidate"
            )
        }
        guard case .canary(let percent, let chats) = trial else { return }
        guard (0...100).contains(percent) else {
            throw CommandFailure(.requestInvalid, "percent is 0 to 100", field: "percent")
        }
        guard chats.count <= 1024 else {
            throw CommandFailure(.requestInvalid, "Too many chats are listed", field: "chats")
        }
    }

    /// The route with what it leaves to us: hooks' keys, and settings that stay.
    private func complete(_ asked: InstanceRoute, after known: InstanceRoute?) -> InstanceRoute {
        var keys = Dictionary(
            (known?.legs ?? []).map { ($0.upstream, $0.hookKey) },
            uniquingKeysWith: { first, _ in first }
        )
        var route = asked
        route.changeLegs { leg in
            let former = known?.legs.first { $0.upstream == leg.upstream }
            for (name, value) in leg.settings where value.isEmpty {
                leg.settings[name] = former?.settings[name]
            }
            if leg.hookKey.isEmpty { leg.hookKey = keys[leg.upstream] ?? mint.hookKey() }
            keys[leg.upstream] = leg.hookKey
        }
        return route
    }
}

extension CredentialMint {
    /// A fresh unguessable part of a URL.
    fileprivate func hookKey() -> String {
        let secret = secret()
        let bare = secret.split(separator: "_", maxSplits: 1).last.map(String.init) ?? secret
        return String(
            bare.map { letter in
                switch letter {
                case "+": "-"
                case "/": "_"
                default: letter
                }
            }.filter { $0 != "=" }
        )
    }
}

extension InstanceRoute {
    /// The route as it is shown: with the names of its settings, and with their values if asked.
    func shown(revealing: Bool) -> InstanceRoute {
        guard !revealing else { return self }
        var route = self
        route.changeLegs { $0.settings = $0.settings.mapValues { _ in "" } }
        return route
    }

    /// Changes each of its ways.
    mutating func changeLegs(_ change: (inout Leg) -> Void) {
        change(&primary)
        if var leg = candidate {
            change(&leg)
            candidate = leg
        }
        if var leg = failover {
            change(&leg)
            failover = leg
        }
        if var leg = previous {
            change(&leg)
            previous = leg
        }
    }
}
