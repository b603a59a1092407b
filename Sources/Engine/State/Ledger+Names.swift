internal import Canonical

/// What outcomes show of instances: their names in a dialect.
extension Ledger {
    /// The endpoint with its instances' names.
    func shown(_ endpoint: WebhookEndpoint) -> WebhookEndpoint {
        var endpoint = endpoint
        let ids = endpoint.instance.map { [$0] } ?? endpoint.instances
        endpoint.instanceNames = ids.compactMap { instances[$0]?.name(in: endpoint.dialect) }
        return endpoint
    }

    /// The key with its instance's name.
    func shown(_ key: APIKey) -> APIKey {
        var key = key
        key.instanceName = key.instance.flatMap { instances[$0]?.name(in: key.dialect) }
        return key
    }
}
