public import Canonical
internal import Observability

/// What the front may ask before a command exists: who a credential is, which instance a name means.
extension Engine {
    /// The number under which the answers to the questions below were the same all the time: another
    /// one as soon as they may be others.
    ///
    /// It is to be read before they are asked. What ends by itself, as a key that expires, does not
    /// change it.
    public var accessVersion: UInt64 { access.current }

    /// Whom a credential opens; empty when it is unknown in that realm.
    public func principals(_ realm: CredentialRealm, _ digest: CredentialDigest) -> [Principal] {
        ledger.withLock { ledger in
            ledger.credentials[CredentialKey(realm: realm, digest: digest)] ?? []
        }
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
