public import Canonical

/// A tenant.
public struct TenantRecord: Equatable, Sendable {
    /// Its id.
    public let id: TenantID
    /// Its name, unique on the server.
    public var name: String
    /// When it was made.
    public let createdAt: Timestamp

    /// Makes a tenant.
    public init(id: TenantID, name: String, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}

/// The SHA-256 of a credential; the credential itself is not kept under it.
public struct CredentialDigest: Hashable, Sendable {
    /// The 32 bytes, as four words.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// Wraps a digest.
    public init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Compares every word whatever the first ones say.
    public static func == (left: CredentialDigest, right: CredentialDigest) -> Bool {
        let difference =
            (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1)
            | (left.words.2 ^ right.words.2) | (left.words.3 ^ right.words.3)
        return difference == 0
    }

    /// Hashes the first word; it is as random as a hash.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// What opens a tenant or an instance.
public struct CredentialRecord: Equatable, Sendable {
    /// The realm it is looked up in.
    public let realm: CredentialRealm
    /// Its digest.
    public let digest: CredentialDigest
    /// The tenant it opens, or whose instance it opens.
    public let tenant: TenantID
    /// The instance it opens, nil for a tenant's credential.
    public let instance: InstanceID?
    /// When it was made.
    public let createdAt: Timestamp

    /// Makes a record.
    public init(
        realm: CredentialRealm,
        digest: CredentialDigest,
        tenant: TenantID,
        instance: InstanceID?,
        createdAt: Timestamp
    ) {
        self.realm = realm
        self.digest = digest
        self.tenant = tenant
        self.instance = instance
        self.createdAt = createdAt
    }
}
