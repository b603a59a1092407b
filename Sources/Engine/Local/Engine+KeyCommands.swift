internal import Canonical

extension Engine {
    static func addKeyCommands(_ table: inout CommandTable<LocalCall>) {
        table.on(IssueKey.self) { (command, call) throws(CommandFailure) -> IssueKey.Outcome in
            try call.issue(command)
        }
        table.on(ListKeys.self) { (_, call) throws(CommandFailure) -> [APIKey] in
            call.ledger.keys.values.map { call.ledger.shown($0.key) }
                .filter { $0.tenant == call.caller.tenant && $0.dialect == call.caller.dialect }
                .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        }
        table.on(RevokeKey.self) { (command, call) throws(CommandFailure) -> APIKey in
            guard call.caller.instance == nil, var record = call.ledger.keys[command.id],
                record.key.tenant == call.caller.tenant,
                record.key.dialect == call.caller.dialect
            else { throw CommandFailure(.keyNotFound) }
            record.key.revokedAt = call.now
            call.ledger.retire(record)
            call.transaction.changes.append(.key(record))
            return call.ledger.shown(record.key)
        }
    }
}

extension LocalCall {
    /// Makes a key; its secret is shown in the answer and never again.
    fileprivate mutating func issue(
        _ command: IssueKey
    ) throws(CommandFailure) -> IssueKey.Outcome {
        guard caller.instance == nil else {
            throw CommandFailure(.authScoped, "The credential opens one instance")
        }
        try Engine.checkLengths(of: command)
        guard let minted = engine.mint.key(in: caller.dialect) else {
            throw CommandFailure(.capabilityUnsupported, "Keys are not issued in this dialect")
        }
        var instance = command.instance
        if let name = command.instanceName { instance = try self.instance(named: name) }
        if let instance, ledger.instances[instance]?.tenant != caller.tenant {
            throw CommandFailure(.instanceNotFound, "Instance not found")
        }
        let count = ledger.keys.values.count { $0.key.tenant == caller.tenant }
        guard count < engine.limits.keysPerTenant else {
            throw CommandFailure(.requestInvalid, "No more keys can be issued", field: "name")
        }
        let key = APIKey(
            id: engine.mint.id("key_", at: now),
            dialect: caller.dialect,
            tenant: caller.tenant,
            instance: instance,
            name: command.name,
            prefix: String(minted.secret.prefix(14)),
            scopes: command.scopes,
            createdAt: now,
            expiresAt: command.expiresAt
        )
        let record = KeyRecord(
            key: key,
            realm: minted.realm,
            digest: engine.mint.digest(minted.secret)
        )
        ledger.insert(record)
        transaction.changes.append(.key(record))
        return IssueKey.Outcome(key: ledger.shown(key), secret: minted.secret)
    }
}
