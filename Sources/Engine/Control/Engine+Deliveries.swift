public import Canonical
internal import Observability

/// What operators may see and do of deliveries and endpoints, of any tenant.
extension Engine {
    /// Deliveries that the filter means, newest first.
    public func deliveries(
        _ filter: DeliveryFilter,
        limit: Int
    ) async -> Result<[Delivery], CommandFailure> {
        await asking { store throws(StoreError) in
            try await store.deliveries(filter, limit: limit)
        }
    }

    /// One delivery, nil when there is none.
    public func delivery(_ id: String) async -> Result<Delivery?, CommandFailure> {
        await asking { store throws(StoreError) in try await store.delivery(id) }
    }

    /// How many deliveries are open, and how many were given up.
    public func deliveryCounts() async -> Result<DeliveryCounts, CommandFailure> {
        await asking { store throws(StoreError) in try await store.deliveryCounts() }
    }

    /// Makes a page of deliveries due again, and gives it; see ``ReplayPage``.
    ///
    /// What is over goes to the end of its chat; what is open keeps its turn and is due at once.
    public func replay(
        _ filter: DeliveryFilter,
        after place: Int64 = 0
    ) async -> Result<ReplayPage, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let found = await asking { store throws(StoreError) in
            try await store.replayPage(filter, after: place)
        }
        guard case .success(let page) = found, page.count > 0 else { return found }
        let now = Timestamp(milliseconds: WorldClock.system())
        let ticket = ledger.withLock { _ in
            submit([.deliveriesReplayed(filter, after: place, at: now)])
        }
        return await settle(found, ticket)
    }

    /// Removes what is older than it must be.
    public func keep(_ retention: Retention) async -> Result<Void, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let ticket = ledger.withLock { ledger in
            ledger.forgetKeys(revokedBefore: retention.deliveriesBefore, limit: retention.limit)
            return submit([.retention(retention)])
        }
        return await settle(.success(()), ticket)
    }

    /// The endpoints of a tenant, or of all, oldest first.
    public func endpoints(of tenant: TenantID? = nil) -> [WebhookEndpoint] {
        ledger.withLock { ledger in
            ledger.endpoints.byID.values.filter { tenant == nil || $0.tenant == tenant }
                .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        }
    }

    func asking<Value: Sendable>(
        _ question: (any Store) async throws(StoreError) -> Value
    ) async -> Result<Value, CommandFailure> {
        do throws(StoreError) {
            return .success(try await question(store))
        } catch {
            log(.error, "a read failed", ["kind": "\(error.kind)", "code": "\(error.code)"])
            return .failure(Self.storeUnavailable)
        }
    }
}
