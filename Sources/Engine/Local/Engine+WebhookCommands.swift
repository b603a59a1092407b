internal import Canonical

extension Engine {
    static func addWebhookCommands(_ table: inout CommandTable<LocalCall>) {
        table.on(GetWebhook.self) { (_, call) throws(CommandFailure) -> GetWebhook.Outcome in
            GetWebhook.Outcome(endpoint: call.ledger.webhooks[try call.webhookKey()])
        }
        table.on(SetWebhook.self) { (command, call) throws(CommandFailure) -> WebhookEndpoint in
            let key = try call.webhookKey()
            if let objection = call.engine.targets.objection(toWebhook: command.url) {
                throw objection
            }
            let known = call.ledger.webhooks[key]
            let endpoint = WebhookEndpoint(
                id: known?.id ?? call.engine.mint.id("whk_", at: call.now),
                url: command.url,
                secret: command.secret,
                isEnabled: command.isEnabled,
                createdAt: known?.createdAt ?? call.now,
                updatedAt: call.now
            )
            call.ledger.webhooks[key] = endpoint
            let record = WebhookRecord(
                instance: key.instance,
                dialect: key.dialect,
                endpoint: endpoint
            )
            call.transaction.changes.append(.webhook(record))
            return endpoint
        }
        table.on(RemoveWebhook.self) { (_, call) throws(CommandFailure) -> RemoveWebhook.Outcome in
            let key = try call.webhookKey()
            guard call.ledger.webhooks.removeValue(forKey: key) != nil else {
                return RemoveWebhook.Outcome(existed: false)
            }
            call.transaction.changes.append(.webhookRemoved(key.instance, key.dialect))
            return RemoveWebhook.Outcome(existed: true)
        }
    }
}

extension LocalCall {
    /// The endpoint of the caller's instance in the caller's dialect.
    fileprivate func webhookKey() throws(CommandFailure) -> WebhookKey {
        let instance = try ledger.instance(for: caller)
        return WebhookKey(instance: instance.id, dialect: caller.dialect)
    }
}
