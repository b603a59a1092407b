internal import Canonical

extension Engine {
    static func addWebhookCommands(_ table: inout CommandTable<LocalCall>) {
        table.on(GetWebhook.self) { (command, call) throws(CommandFailure) -> GetWebhook.Outcome in
            let endpoint = try call.endpoint(command.target)
            return GetWebhook.Outcome(endpoint: endpoint.map(call.ledger.shown))
        }
        table.on(ListWebhooks.self) {
            (command, call) throws(CommandFailure) -> [WebhookEndpoint] in
            try call.endpoints(command.reach).map(call.ledger.shown)
        }
        table.on(SetWebhook.self) { (command, call) throws(CommandFailure) -> WebhookEndpoint in
            call.ledger.shown(try call.set(command))
        }
        table.on(RemoveWebhook.self) {
            (command, call) throws(CommandFailure) -> RemoveWebhook.Outcome in
            guard let endpoint = try call.endpoint(command.target) else {
                return RemoveWebhook.Outcome(existed: false)
            }
            call.ledger.endpoints.remove(endpoint.id)
            call.transaction.changes.append(.endpointRemoved(endpoint.id, at: call.now))
            return RemoveWebhook.Outcome(existed: true)
        }
    }
}

extension LocalCall {
    /// The endpoints of the caller's dialect, oldest first: its instance's own, or all of the tenant's.
    ///
    /// Refuses a caller that speaks for one instance where all of the tenant's are meant.
    fileprivate func endpoints(
        _ reach: WebhookTarget.Reach
    ) throws(CommandFailure) -> [WebhookEndpoint] {
        let found: [WebhookEndpoint]
        switch reach {
        case .instance: found = ledger.endpoints.endpoints(of: try ledger.instance(for: caller).id)
        case .tenant:
            guard caller.instance == nil else {
                throw CommandFailure(.authScoped, "The credential opens one instance")
            }
            let own = ledger.owned[caller.tenant] ?? []
            found =
                ledger.endpoints.endpoints(of: caller.tenant)
                + own.flatMap { ledger.endpoints.endpoints(of: $0) }
        }
        return found.filter { $0.dialect == caller.dialect }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// The endpoint that is meant, nil when there is none; another tenant's does not exist.
    fileprivate func endpoint(
        _ target: WebhookTarget
    ) throws(CommandFailure) -> WebhookEndpoint? {
        switch target {
        case .new: return nil
        case .slot(let slot, let reach):
            return try endpoints(reach).first { endpoint in
                endpoint.slot == slot && (endpoint.instance == nil) == (reach == .tenant)
            }
        case .id(let id):
            guard let endpoint = ledger.endpoints[id], endpoint.tenant == caller.tenant,
                endpoint.dialect == caller.dialect,
                caller.instance == nil || endpoint.instance == caller.instance
                    || endpoint.instances == caller.instance.map({ [$0] })
            else { return nil }
            return endpoint
        }
    }

    /// Makes an endpoint or changes one.
    fileprivate mutating func set(
        _ command: SetWebhook
    ) throws(CommandFailure) -> WebhookEndpoint {
        let known = try endpoint(command.target)
        var endpoint: WebhookEndpoint
        if let known { endpoint = known } else { endpoint = try fresh(command) }
        try endpoint.take(command, of: self)
        endpoint.updatedAt = now
        ledger.endpoints.put(endpoint)
        transaction.changes.append(.endpoint(endpoint))
        return endpoint
    }

    /// An endpoint that has nothing but its place.
    private func fresh(_ command: SetWebhook) throws(CommandFailure) -> WebhookEndpoint {
        let slot: WebhookEndpoint.Slot
        let reach: WebhookTarget.Reach
        switch command.target {
        case .id: throw CommandFailure(.webhookNotFound)
        case .new(let wanted): (slot, reach) = (.many, wanted)
        case .slot(let name, let wanted): (slot, reach) = (name, wanted)
        }
        let count = try endpoints(reach).count
        guard command.url != nil else {
            throw CommandFailure(.requestInvalid, "url is required", field: "url")
        }
        let instance = reach == .instance ? try ledger.instance(for: caller) : nil
        guard count < engine.limits.endpointsPerOwner else {
            throw CommandFailure(.requestInvalid, "No more webhooks can be made", field: "url")
        }
        return WebhookEndpoint(
            id: engine.mint.id("whk_", at: now),
            dialect: caller.dialect,
            tenant: caller.tenant,
            instance: instance?.id,
            slot: slot,
            url: "",
            createdAt: now,
            updatedAt: now
        )
    }
}

extension LocalCall {
    /// The instances that a command names, in either way; nil when it names none.
    fileprivate func instances(
        _ command: SetWebhook
    ) throws(CommandFailure) -> [InstanceID]? {
        guard let names = command.instanceNames else {
            for instance in command.instances ?? [] {
                guard ledger.instances[instance]?.tenant == caller.tenant else {
                    throw CommandFailure(.instanceNotFound, "Instance not found")
                }
            }
            return command.instances
        }
        var found: [InstanceID] = []
        for name in names {
            let instance = try instance(named: name)
            if !found.contains(instance) { found.append(instance) }
        }
        return found
    }

    /// The caller's instance with that name in the caller's dialect.
    func instance(named name: String) throws(CommandFailure) -> InstanceID {
        let key = ledger.key(caller.dialect, name, tenant: caller.tenant)
        guard let id = ledger.named[key], ledger.instances[id]?.tenant == caller.tenant else {
            throw CommandFailure(.instanceNotFound, "Instance not found", field: "instance_id")
        }
        return id
    }
}

extension WebhookEndpoint {
    /// Takes up what a command says, keeping what it does not.
    fileprivate mutating func take(
        _ command: SetWebhook,
        of call: LocalCall
    ) throws(CommandFailure) {
        if let url = command.url, url != self.url {
            if let objection = call.engine.targets.objection(toWebhook: url) { throw objection }
            self.url = url
        }
        switch command.secret {
        case .keep: break
        case .clear: secret = nil
        case .chosen(let secret):
            self.secret = secret
            isSecretChosen = true
        case .generated:
            secret = call.engine.mint.secret()
            isSecretChosen = false
        }
        if let isEnabled = command.isEnabled {
            self.isEnabled = isEnabled
            disabledReason = nil
        }
        instances = try call.instances(command) ?? instances
        events = command.events ?? events
        options = command.options ?? options
        baseURL = command.baseURL ?? baseURL
        try Engine.checkLengths(of: self)
    }
}
