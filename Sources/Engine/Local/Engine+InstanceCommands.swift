internal import Canonical

extension Engine {
    static func addInstanceCommands(_ table: inout CommandTable<LocalCall>) {
        table.on(CreateInstance.self) { (command, call) throws(CommandFailure) -> Instance in
            try call.engine.create(command, &call)
        }
        table.on(ListInstances.self) {
            (command, call) throws(CommandFailure) -> ListInstances.Outcome in
            call.ledger.list(command, of: call.caller)
        }
        table.on(GetInstance.self) { (_, call) throws(CommandFailure) -> Instance in
            try call.ledger.instance(for: call.caller)
        }
        table.on(RenameInstance.self) { (command, call) throws(CommandFailure) -> Instance in
            var instance = try call.ledger.instance(for: call.caller)
            try call.engine.checkLength(of: command.name)
            instance.name = command.name
            instance.updatedAt = call.now
            call.ledger.update(instance, &call.transaction)
            return instance
        }
        table.on(DeleteInstance.self) { (_, call) throws(CommandFailure) -> Instance in
            let instance = try call.ledger.instance(for: call.caller)
            call.engine.remove(instance, call.ledger, at: call.now, &call.transaction)
            return instance
        }
    }

    /// Makes an instance with a name and a credential in every dialect.
    func create(
        _ command: CreateInstance,
        _ call: inout LocalCall
    ) throws(CommandFailure) -> Instance {
        let tenant = call.caller.tenant
        guard call.ledger.tenants[tenant] != nil else {
            throw CommandFailure(.authInvalid, "Unknown tenant")
        }
        guard (call.ledger.owned[tenant]?.count ?? 0) < limits.instancesPerTenant else {
            throw CommandFailure(.instanceLimit, "No more instances can be made")
        }
        try checkLengths(of: command)
        let minted = mint.instance(at: call.now)
        let names = minted.names.merging(command.names) { $1 }
        let tokens = minted.tokens.merging(command.tokens) { $1 }
        let instance = Instance(
            id: InstanceID(mint.id("ins_", at: call.now)),
            tenant: tenant,
            name: command.name,
            names: names,
            tokens: tokens,
            metadata: command.metadata,
            extras: command.extras,
            upstream: upstream.id,
            createdAt: call.now
        )
        try checkFree(instance, call.ledger)
        call.ledger.insert(instance)
        call.transaction.changes.append(.instance(instance))
        grant(tokens, of: instance, at: call.now, call.ledger, &call.transaction)
        return instance
    }

    /// Refuses what an instance would carry along in memory for ever.
    private func checkLengths(of command: CreateInstance) throws(CommandFailure) {
        try checkLength(of: command.name)
        let extras = command.extras.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard command.metadata.utf8.count <= limits.instanceMetadataBytes,
            extras <= limits.instanceMetadataBytes
        else {
            throw CommandFailure(
                .requestInvalid,
                "metadata has more than \(limits.instanceMetadataBytes) bytes",
                field: "metadata"
            )
        }
    }

    /// Refuses a label that is too long.
    func checkLength(of name: String) throws(CommandFailure) {
        guard name.utf8.count <= limits.instanceNameBytes else {
            throw CommandFailure(
                .requestInvalid,
                "name has more than \(limits.instanceNameBytes) bytes",
                field: "name"
            )
        }
    }

    /// Refuses names and credentials that are taken.
    func checkFree(_ instance: Instance, _ ledger: Ledger) throws(CommandFailure) {
        for (dialect, name) in instance.names {
            let holder = ledger.named[ledger.key(dialect, name, tenant: instance.tenant)]
            guard holder == nil || holder == instance.id else {
                throw CommandFailure(
                    .instanceConflict,
                    "That name is taken",
                    field: "names.\(dialect)"
                )
            }
        }
        for (realm, token) in instance.tokens where !mint.sharedRealms.contains(realm) {
            let key = CredentialKey(realm: realm, digest: mint.digest(token))
            let holders = ledger.credentials[key] ?? []
            guard holders.allSatisfy({ $0.instance == instance.id }) else {
                throw CommandFailure(.instanceConflict, "That token is taken", field: "tokens")
            }
        }
    }

    /// Lets an instance's credentials open it.
    func grant(
        _ tokens: [CredentialRealm: String],
        of instance: Instance,
        at now: Timestamp,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        for (realm, token) in tokens {
            let credential = CredentialRecord(
                realm: realm,
                digest: mint.digest(token),
                tenant: instance.tenant,
                instance: instance.id,
                createdAt: now
            )
            ledger.insert(credential)
            transaction.changes.append(.credential(credential))
        }
    }

    /// Removes an instance: its link, its names, its credentials.
    func remove(
        _ instance: Instance,
        _ ledger: Ledger,
        at now: Timestamp,
        _ transaction: inout Transaction
    ) {
        var effects = Effects()
        upstream.forget(instance, now: now, effects: &effects)
        transaction.changes += effects.changes
        apply(
            effects.signals.filter { $0.instance != instance.id },
            cause: nil,
            ledger,
            &transaction
        )
        for endpoint in ledger.endpoints.endpoints(of: instance.id) {
            transaction.changes.append(.endpointRemoved(endpoint.id, at: now))
        }
        for var record in ledger.keys.values where record.key.instance == instance.id {
            record.key.revokedAt = now
            transaction.changes.append(.key(record))
        }
        if ledger.remote.routes[instance.id] != nil {
            transaction.changes.append(.route(nil, of: instance.id))
        }
        ledger.remove(instance)
        transaction.changes.append(.credentialsRemoved(instance.id))
        transaction.changes.append(.instanceRemoved(instance.id, at: now))
    }
}

extension Ledger {
    /// A part of a tenant's instances, newest first; the caller's own alone where it has one.
    fileprivate func list(_ command: ListInstances, of caller: Caller) -> ListInstances.Outcome {
        var ids = owned[caller.tenant] ?? []
        if let bound = caller.instance { ids = ids.filter { $0 == bound } }
        let start = min(max(command.offset, 0), ids.count)
        let end = command.limit.map { min(start + max($0, 0), ids.count) } ?? ids.count
        let page = (start..<end).compactMap { instances[ids[ids.count - 1 - $0]] }
        return ListInstances.Outcome(instances: page, total: ids.count)
    }
}
