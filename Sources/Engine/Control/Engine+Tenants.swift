public import Canonical
internal import Observability

/// What operators do: tenants, and instances of any tenant.
extension Engine {
    /// A tenant with the credentials that are shown once.
    public struct NewTenant: Sendable {
        /// The tenant.
        public let tenant: TenantRecord
        /// Its credentials in clear; only their digests are kept.
        public let credentials: [CredentialRealm: String]
    }

    /// Makes a tenant; given credentials are used instead of fresh ones.
    public func createTenant(
        name: String,
        credentials given: [CredentialRealm: String] = [:]
    ) async -> Result<NewTenant, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let step = ledger.withLock { ledger -> (NewTenant, CommitTicket)? in
            guard !ledger.tenants.values.contains(where: { $0.name == name }) else { return nil }
            let tenant = TenantRecord(
                id: TenantID(mint.id("tnt_", at: clock.now)),
                name: name,
                createdAt: clock.now
            )
            var changes: [Change] = [.tenant(tenant)]
            ledger.insert(tenant)
            let credentials = mint.tenant().merging(given) { $1 }
            for (realm, credential) in credentials {
                let record = CredentialRecord(
                    realm: realm,
                    digest: mint.digest(credential),
                    tenant: tenant.id,
                    instance: nil,
                    createdAt: clock.now
                )
                ledger.insert(record)
                changes.append(.credential(record))
            }
            return (NewTenant(tenant: tenant, credentials: credentials), submit(changes))
        }
        guard let (made, ticket) = step else {
            return .failure(CommandFailure(.instanceConflict, "That name is taken", field: "name"))
        }
        return await settle(.success(made), ticket)
    }

    /// Every tenant, oldest first.
    public var tenants: [TenantRecord] {
        ledger.withLock { ledger in
            ledger.tenants.values.sorted { ($0.createdAt, $0.id.text) < ($1.createdAt, $1.id.text) }
        }
    }

    /// The tenant of that id or unique name.
    public func tenant(_ text: String) -> TenantRecord? {
        ledger.withLock { ledger in
            ledger.tenants[TenantID(text)] ?? ledger.tenants.values.first { $0.name == text }
        }
    }

    /// Removes a tenant with its instances and credentials; false when there is none.
    public func removeTenant(_ id: TenantID) async -> Result<Bool, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let ticket = ledger.withLock { ledger -> CommitTicket? in
            guard ledger.tenants[id] != nil else { return nil }
            var transaction = Transaction()
            for instance in ledger.owned[id] ?? [] {
                guard let instance = ledger.instances[instance] else { continue }
                remove(instance, ledger, at: clock.now, &transaction)
            }
            ledger.tenants[id] = nil
            ledger.owned[id] = nil
            for endpoint in ledger.endpoints.endpoints(of: id) {
                ledger.endpoints.remove(endpoint.id)
                transaction.changes.append(.endpointRemoved(endpoint.id, at: clock.now))
            }
            for var record in ledger.keys.values where record.key.tenant == id {
                record.key.revokedAt = clock.now
                ledger.keys[record.key.id] = nil
                transaction.changes.append(.key(record))
            }
            ledger.retired.removeAll { $0.key.tenant == id }
            ledger.removeCredentials { $0.tenant == id }
            return submit(transaction.changes + [.tenantRemoved(id)])
        }
        guard let ticket else { return .success(false) }
        return await settle(.success(true), ticket)
    }

    /// Every instance, of one tenant or of all, oldest first.
    public func instances(of tenant: TenantID? = nil) -> [Instance] {
        ledger.withLock { ledger in
            ledger.instances.values.filter { tenant == nil || $0.tenant == tenant }
                .sorted { ($0.createdAt, $0.id.text) < ($1.createdAt, $1.id.text) }
        }
    }

    /// The instance of that id, or the one of that unique name.
    public func instance(_ text: String) -> Instance? {
        ledger.withLock { ledger in
            if let instance = ledger.instances[InstanceID(text)] { return instance }
            let found = ledger.instances.values.filter { instance in
                instance.name == text || instance.names.values.contains(text)
            }
            return found.count == 1 ? found.first : nil
        }
    }
}
