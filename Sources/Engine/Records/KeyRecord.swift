public import Canonical

/// A key that a tenant issued, with what it is looked up by.
public struct KeyRecord: Equatable, Sendable {
    /// The key.
    public var key: APIKey
    /// The realm in which its secret is looked up.
    public let realm: CredentialRealm
    /// The digest of its secret.
    public let digest: CredentialDigest

    /// Makes a record.
    public init(key: APIKey, realm: CredentialRealm, digest: CredentialDigest) {
        self.key = key
        self.realm = realm
        self.digest = digest
    }
}
