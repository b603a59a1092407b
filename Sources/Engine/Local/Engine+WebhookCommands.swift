internal import Canonical

extension Engine {
    static func addWebhookCommands(_ table: inout CommandTable<LocalCall>) {
        table.on(GetWebhook.self) { (command, call) throws(CommandFailure) -> GetWebhook.Outcome in
            GetWebhook.Outcome(endpoint: try call.endpoint(command.target))
        }
        table.on(SetWebhook.self) { (command, call) throws(CommandFailure) -> WebhookEndpoint in
            if let url = command.url, let objection = call.engine.targets.objection(toWebhook: url)
            {
                throw objection
            }
            let known = try call.endpoint(command.target)
            var endpoint: WebhookEndpoint
            if let known { endpoint = known } else { endpoint = try call.fresh(command.target) }
            if let url = command.url { endpoint.url = url }
            switch command.secret {
            case .keep: break
            case .clear: endpoint.secret = nil
            case .chosen(let secret): endpoint.secret = secret
            case .generated: endpoint.secret = call.engine.mint.id("whsec_", at: call.now)
            }
            endpoint.isEnabled = command.isEnabled ?? endpoint.isEnabled
            endpoint.updatedAt = call.now
            call.ledger.endpoints[endpoint.id] = endpoint
            call.transaction.changes.append(.endpoint(endpoint))
            return endpoint
        }
        table.on(RemoveWebhook.self) {
            (command, call) throws(CommandFailure) -> RemoveWebhook.Outcome in
            guard let endpoint = try call.endpoint(command.target) else {
                return RemoveWebhook.Outcome(existed: false)
            }
            call.ledger.endpoints[endpoint.id] = nil
            call.transaction.changes.append(.endpointRemoved(endpoint.id, at: call.now))
            return RemoveWebhook.Outcome(existed: true)
        }
    }
}

extension LocalCall {
    /// The endpoint that is meant, nil when there is none.
    fileprivate func endpoint(
        _ target: WebhookTarget
    ) throws(CommandFailure) -> WebhookEndpoint? {
        guard case .slot(let slot, .instance) = target else {
            throw CommandFailure(.capabilityUnsupported, "Only single endpoints are kept")
        }
        let instance = try ledger.instance(for: caller)
        return ledger.endpoints.values.first { endpoint in
            endpoint.instance == instance.id && endpoint.dialect == caller.dialect
                && endpoint.slot == slot
        }
    }

    /// A new endpoint that gets everything.
    fileprivate func fresh(_ target: WebhookTarget) throws(CommandFailure) -> WebhookEndpoint {
        let instance = try ledger.instance(for: caller)
        return WebhookEndpoint(
            id: engine.mint.id("whk_", at: now),
            dialect: caller.dialect,
            tenant: instance.tenant,
            instance: instance.id,
            slot: WebhookEndpoint.single,
            url: "",
            createdAt: now,
            updatedAt: now
        )
    }
}
