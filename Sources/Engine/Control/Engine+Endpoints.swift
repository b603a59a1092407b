public import Canonical
internal import Observability

/// What operators may do to endpoints of any tenant.
extension Engine {
    /// Makes an endpoint, or replaces the one with its id; its URL is judged like any other.
    public func setEndpoint(
        _ endpoint: WebhookEndpoint
    ) async -> Result<WebhookEndpoint, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        if let objection = targets.objection(toWebhook: endpoint.url) {
            return .failure(objection)
        }
        let step = ledger.withLock { ledger -> Result<CommitTicket, CommandFailure> in
            do throws(CommandFailure) {
                try check(endpoint, ledger)
            } catch {
                return .failure(error)
            }
            ledger.endpoints.put(endpoint)
            return .success(submit([.endpoint(endpoint)]))
        }
        switch step {
        case .success(let ticket): return await settle(.success(endpoint), ticket)
        case .failure(let failure): return .failure(failure)
        }
    }

    /// Removes an endpoint; false when there is none.
    public func removeEndpoint(_ id: String) async -> Result<Bool, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let ticket = ledger.withLock { ledger -> CommitTicket? in
            guard ledger.endpoints[id] != nil else { return nil }
            ledger.endpoints.remove(id)
            return submit([.endpointRemoved(id, at: clock.now)])
        }
        guard let ticket else { return .success(false) }
        return await settle(.success(true), ticket)
    }

    /// A fresh id for an endpoint.
    public func freshEndpointID() -> String { mint.id("whk_", at: clock.now) }

    /// Refuses what belongs to nobody, or to two, or stands where another one is.
    private func check(
        _ endpoint: WebhookEndpoint,
        _ ledger: Ledger
    ) throws(CommandFailure) {
        guard ledger.tenants[endpoint.tenant] != nil else {
            throw CommandFailure(.requestInvalid, "No such tenant", field: "tenant")
        }
        for instance in endpoint.instances + [endpoint.instance].compactMap({ $0 }) {
            guard ledger.instances[instance]?.tenant == endpoint.tenant else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
        }
        guard !endpoint.slot.isEmpty else { return }
        let others =
            endpoint.instance.map { ledger.endpoints.endpoints(of: $0) }
            ?? ledger.endpoints.endpoints(of: endpoint.tenant)
        let isTaken = others.contains { other in
            other.id != endpoint.id && other.slot == endpoint.slot
                && other.dialect == endpoint.dialect
        }
        if isTaken {
            throw CommandFailure(.instanceConflict, "There is one in that slot", field: "slot")
        }
    }
}
