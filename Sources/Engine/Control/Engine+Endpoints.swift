public import Canonical
internal import Observability

/// What operators may do to endpoints of any tenant.
extension Engine {
    /// Makes an endpoint; its URL is judged like any other.
    public func addEndpoint(
        _ endpoint: WebhookEndpoint
    ) async -> Result<WebhookEndpoint, CommandFailure> {
        await keep { (_: Ledger) in endpoint }
    }

    /// Changes the endpoint with that id as it is now; `webhookNotFound` when it was removed meanwhile.
    ///
    /// The change is made under the lock: it works on what it is given only, and at once.
    public func changeEndpoint(
        _ id: String,
        _ change: @Sendable (inout WebhookEndpoint) -> Void
    ) async -> Result<WebhookEndpoint, CommandFailure> {
        await keep { ledger throws(CommandFailure) in
            guard var endpoint = ledger.endpoints[id] else {
                throw CommandFailure(.webhookNotFound, "Endpoint not found")
            }
            change(&endpoint)
            endpoint.updatedAt = clock.now
            return endpoint
        }
    }

    /// Why an endpoint could not be kept as things are, nil when it could.
    public func objection(to endpoint: WebhookEndpoint) -> CommandFailure? {
        ledger.withLock { ledger in
            do throws(CommandFailure) {
                try check(endpoint, ledger)
                return nil
            } catch {
                return error
            }
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

    /// Keeps the endpoint that the body gives under the lock, unless there is an objection to it.
    private func keep(
        _ body: (Ledger) throws(CommandFailure) -> WebhookEndpoint
    ) async -> Result<WebhookEndpoint, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let step = ledger.withLock {
            ledger -> Result<(WebhookEndpoint, CommitTicket), CommandFailure> in
            do throws(CommandFailure) {
                let endpoint = try body(ledger)
                try check(endpoint, ledger)
                try Self.checkLengths(of: endpoint)
                ledger.endpoints.put(endpoint)
                return .success((endpoint, submit([.endpoint(endpoint)])))
            } catch {
                return .failure(error)
            }
        }
        switch step {
        case .success((let endpoint, let ticket)): return await settle(.success(endpoint), ticket)
        case .failure(let failure): return .failure(failure)
        }
    }

    /// Refuses what belongs to nobody, or to two, stands where another one is, or goes where
    /// nothing may be sent.
    private func check(
        _ endpoint: WebhookEndpoint,
        _ ledger: Ledger
    ) throws(CommandFailure) {
        if endpoint.url != ledger.endpoints[endpoint.id]?.url,
            let objection = targets.objection(toWebhook: endpoint.url)
        {
            throw objection
        }
        guard ledger.tenants[endpoint.tenant] != nil else {
            throw CommandFailure(.requestInvalid, "No such tenant", field: "tenant")
        }
        for instance in endpoint.instances + [endpoint.instance].compactMap({ $0 }) {
            guard ledger.instances[instance]?.tenant == endpoint.tenant else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
        }
        guard endpoint.slot != .many else { return }
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
