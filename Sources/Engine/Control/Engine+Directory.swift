public import Canonical
internal import Observability

/// What the front may ask before a command exists: who a credential is, which instance a name means.
extension Engine {
    /// A number that changes whenever a credential may open something else, or a name mean another
    /// instance.
    ///
    /// Read it before asking: an answer holds while the number is the same. That a key expires does
    /// not change it.
    public var accessVersion: UInt64 { access.current }

    /// Whom a credential opens; empty when it is unknown in that realm.
    public func principals(_ realm: CredentialRealm, _ digest: CredentialDigest) -> [Principal] {
        ledger.withLock { ledger in
            ledger.credentials[CredentialKey(realm: realm, digest: digest)] ?? []
        }
    }

    /// Whom a credential opens that is given as it is.
    public func principals(_ realm: CredentialRealm, credential: String) -> [Principal] {
        principals(realm, mint.digest(credential))
    }

    /// The tenant's instance of that name in a dialect; another tenant's does not exist.
    public func instance(
        named name: String,
        in dialect: DialectID,
        of tenant: TenantID
    ) -> InstanceID? {
        ledger.withLock { ledger in
            let key = ledger.key(dialect, name, tenant: tenant)
            guard let id = ledger.named[key] else { return nil }
            // A name that is the tenant's own is that of one of its instances.
            return key.tenant != nil || ledger.instances[id]?.tenant == tenant ? id : nil
        }
    }
}
