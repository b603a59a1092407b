public import Canonical
internal import Observability

/// What operators do with the upstreams that are spoken to over a network.
extension Engine {
    /// Every configured upstream by name, secrets included.
    public var upstreams: [UpstreamDefinition] {
        ledger.withLock { ledger in
            ledger.remote.upstreams.values.sorted { $0.id.text < $1.id.text }
        }
    }

    /// The configured upstream of that name, secrets included.
    public func upstream(_ id: UpstreamID) -> UpstreamDefinition? {
        ledger.withLock { $0.remote.upstreams[id] }
    }

    /// What no upstream can be called: the journal calls the embedded one and the engine so.
    public var reservedUpstreamNames: Set<UpstreamID> { [upstream.id, Self.ownID] }

    /// What the journal names as having carried out what the engine does by itself.
    static let ownID = UpstreamID("engine")

    /// Adds an upstream, or replaces the one of its name.
    ///
    /// Its dialect must be spoken here, and its name be none of ``reservedUpstreamNames``.
    public func putUpstream(
        _ definition: UpstreamDefinition
    ) async -> Result<UpstreamDefinition, CommandFailure> {
        if let objection = objection(to: definition) { return .failure(objection) }
        return await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            if let known = ledger.remote.upstreams[definition.id],
                known.dialect != definition.dialect
            {
                try Self.checkUnused(definition.id, ledger)
            }
            ledger.remote.upstreams[definition.id] = definition
            transaction.changes.append(.upstream(definition))
            return definition
        }
    }

    /// Removes an upstream; false when there is none, refused while a route names it.
    public func removeUpstream(_ id: UpstreamID) async -> Result<Bool, CommandFailure> {
        await changingRoutes { (ledger, transaction) throws(CommandFailure) in
            guard ledger.remote.upstreams[id] != nil else { return false }
            try Self.checkUnused(id, ledger)
            ledger.remote.upstreams[id] = nil
            transaction.changes.append(.upstreamRemoved(id))
            return true
        }
    }

    private func objection(to definition: UpstreamDefinition) -> CommandFailure? {
        let settings = definition.settings.reduce(0) {
            $0 + $1.key.utf8.count + $1.value.utf8.count
        }
        let name = definition.id
        guard (1...64).contains(name.text.utf8.count), !reservedUpstreamNames.contains(name) else {
            return CommandFailure(.requestInvalid, "No upstream can have that name", field: "id")
        }
        guard remotes.abilities(of: definition.dialect) != nil else {
            return CommandFailure(.requestInvalid, "No such dialect is spoken", field: "dialect")
        }
        guard definition.baseURL.utf8.count <= 4096, settings <= 16_384 else {
            return CommandFailure(.requestInvalid, "The settings are too long", field: "settings")
        }
        return nil
    }

    private static func checkUnused(
        _ id: UpstreamID,
        _ ledger: Ledger
    ) throws(CommandFailure) {
        let isUsed = ledger.remote.routes.values.contains { route in
            route.legs.contains { $0.upstream == id }
        }
        guard !isUsed else {
            throw CommandFailure(.instanceConflict, "A route names that upstream", field: "id")
        }
    }

    /// Runs a change of upstreams or routes in the critical section, and commits it.
    func changingRoutes<Value: Sendable>(
        _ body: (Ledger, inout Transaction) throws(CommandFailure) -> Value
    ) async -> Result<Value, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let (result, ticket) = ledger.withLock {
            ledger -> (Result<Value, CommandFailure>, CommitTicket?) in
            var transaction = Transaction()
            do throws(CommandFailure) {
                let value = try body(ledger, &transaction)
                routed.set(!ledger.remote.routes.isEmpty)
                let isEmpty = transaction.changes.isEmpty
                return (.success(value), isEmpty ? nil : submit(transaction.changes))
            } catch {
                return (.failure(error), nil)
            }
        }
        guard let ticket else { return result }
        return await settle(result, ticket)
    }
}
