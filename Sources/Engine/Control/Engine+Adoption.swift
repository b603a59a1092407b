public import Canonical
internal import Observability

/// Credentials that clients have from elsewhere and go on using here.
extension Engine {
    /// Lets a credential open a tenant beside those that it has; again for the same tenant it
    /// changes nothing.
    ///
    /// Refused as a conflict when it opens somebody else's.
    public func adopt(
        _ credential: String,
        in realm: CredentialRealm,
        for tenant: TenantID
    ) async -> Result<Void, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let (result, ticket) = ledger.withLock {
            ledger -> (Result<Void, CommandFailure>, CommitTicket?) in
            guard ledger.tenants[tenant] != nil else {
                return (.failure(CommandFailure(.tenantNotFound, "Tenant not found")), nil)
            }
            let key = CredentialKey(realm: realm, digest: mint.digest(credential))
            let own = Principal(tenant: tenant, instance: nil)
            let holders = ledger.credentials[key] ?? []
            if holders.contains(own) { return (.success(()), nil) }
            guard holders.isEmpty, !ledger.keys.values.contains(where: key.opens) else {
                return (.failure(Self.credentialTaken), nil)
            }
            let record = CredentialRecord(
                realm: realm,
                digest: key.digest,
                tenant: tenant,
                instance: nil,
                createdAt: clock.now
            )
            ledger.insert(record)
            return (.success(()), submit([.credential(record)]))
        }
        guard let ticket else { return result }
        return await settle(result, ticket)
    }

    private static let credentialTaken = CommandFailure(
        .instanceConflict,
        "That credential is taken",
        field: "settings"
    )
}

extension CredentialKey {
    /// Whether it is what an issued key is looked up by.
    fileprivate func opens(_ record: KeyRecord) -> Bool {
        record.realm == realm && record.digest == digest
    }
}
