public import Canonical
internal import Observability

/// What operators make and change of an instance at once, its route included.
extension Engine {
    /// Changes an instance's label, names, tokens and route; nil leaves a part as it is.
    ///
    /// All of it is one transaction, and what is refused changes nothing.
    public func reconfigure(
        _ id: InstanceID,
        name: String? = nil,
        names: [DialectID: String] = [:],
        tokens: [CredentialRealm: String] = [:],
        route change: RouteEdit? = nil
    ) async -> Result<Instance, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            guard let known = ledger.instances[id] else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            if let name { try checkLength(of: name) }
            var instance = known
            instance.name = name ?? known.name
            instance.names.merge(names) { $1 }
            instance.tokens.merge(tokens) { $1 }
            instance.updatedAt = clock.now
            try checkFree(instance, ledger)
            var route: InstanceRoute?
            if let change { route = try changedRoute(of: id, change, ledger) }
            rename(known, to: instance, ledger)
            if !tokens.isEmpty { exchangeTokens(of: instance, ledger, &transaction) }
            ledger.update(instance, &transaction)
            if let route { putInForce(route, of: id, ledger, &transaction) }
            return ledger.instances[id] ?? instance
        }
    }

    /// Makes an instance that a route of its own carries, both in one transaction.
    ///
    /// The change begins with the embedded upstream alone; see ``changeRoute(of:_:)``.
    public func create(
        _ command: CreateInstance,
        for caller: Caller,
        routed change: RouteEdit
    ) async -> Result<Instance, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            let route = try changedRoute(of: nil, change, ledger)
            var call = LocalCall(caller: caller, ledger: ledger, now: clock.now, engine: self)
            let made = try create(command, &call)
            journal(CreateInstance.self, .success(made), &call)
            transaction.changes += call.transaction.changes
            putInForce(route, of: made.id, ledger, &transaction)
            return ledger.instances[made.id] ?? made
        }
    }

    private func rename(_ known: Instance, to instance: Instance, _ ledger: Ledger) {
        for (dialect, name) in known.names {
            ledger.named[ledger.key(dialect, name, tenant: known.tenant)] = nil
        }
        for (dialect, name) in instance.names {
            ledger.named[ledger.key(dialect, name, tenant: instance.tenant)] = instance.id
        }
    }

    private func exchangeTokens(
        of instance: Instance,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        ledger.removeCredentials { $0.instance == instance.id && $0.key == nil }
        transaction.changes.append(.credentialsRemoved(instance.id))
        grant(instance.tokens, of: instance, at: clock.now, ledger, &transaction)
    }
}
