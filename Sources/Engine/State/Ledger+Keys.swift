internal import Canonical

/// The keys that tenants issue for themselves, and what is left of those that were taken back.
extension Ledger {
    /// Adds an issued key; of one that was taken back only what tells who shows it so.
    ///
    /// What was taken back with its instance is as if it had never been.
    func insert(_ record: KeyRecord) {
        guard record.key.revokedAt != nil else {
            keys[record.key.id] = record
            return add(record, until: record.key.expiresAt)
        }
        if let instance = record.key.instance, instances[instance] == nil { return }
        retired.append(record)
        // Long over, whatever the world's clock is set to.
        add(record, until: Timestamp(milliseconds: .min))
    }

    /// Lets a key open nothing any more; who shows it is told that it has expired.
    func retire(_ revoked: KeyRecord) {
        keys[revoked.key.id] = nil
        removePrincipal(of: revoked)
        insert(revoked)
    }

    /// Forgets at most so many keys that were taken back before a moment, the first ones first.
    func forgetKeys(revokedBefore moment: Timestamp, limit: Int) {
        let old = retired.prefix(max(limit, 0)).prefix { record in
            record.key.revokedAt.map { $0 < moment } ?? false
        }
        for record in old { removePrincipal(of: record) }
        retired.removeFirst(old.count)
    }

    private func add(_ record: KeyRecord, until expiresAt: Timestamp?) {
        credentials[CredentialKey(realm: record.realm, digest: record.digest), default: []]
            .append(
                Principal(
                    tenant: record.key.tenant,
                    instance: record.key.instance,
                    key: record.key.id,
                    expiresAt: expiresAt
                )
            )
    }

    private func removePrincipal(of record: KeyRecord) {
        let place = CredentialKey(realm: record.realm, digest: record.digest)
        let left = credentials[place]?.filter { $0.key != record.key.id } ?? []
        credentials[place] = left.isEmpty ? nil : left
    }
}
