public import Canonical

/// Where files live: fetches, judges, keeps and gives back the bytes that messages carry.
public protocol MediaVault: Sendable {
    /// Makes the source's bytes a kept file, fetching them first if need be.
    ///
    /// The answer to a forbidden address is the same as to an unreachable one.
    func keep(_ media: MediaContent, for tenant: TenantID) async -> Result<
        KeptMedia, CommandFailure
    >
}

/// Says which addresses tenants may have requests sent to.
public protocol TargetPolicy: Sendable {
    /// What is wrong with a webhook's URL, nil when it may be registered.
    ///
    /// A name that does not resolve may be registered; a literal forbidden address may not.
    func objection(toWebhook url: String) -> CommandFailure?
}

/// Makes the names and credentials of new instances and tenants, as the dialects say.
public protocol CredentialMint: Sendable {
    /// Fresh names and credentials of an instance in every dialect.
    func instance(at now: Timestamp) -> MintedInstance
    /// Fresh credentials of a tenant in every realm that tenants have.
    func tenant() -> [CredentialRealm: String]
    /// A fresh signing secret.
    func secret() -> String
    /// A fresh opaque id with a prefix: `tnt_…`.
    func id(_ prefix: String, at now: Timestamp) -> String
    /// A fresh key for a tenant in a dialect, nil when the dialect's tenants have none.
    func key(in dialect: DialectID) -> MintedKey?
    /// The digest under which a credential is looked up.
    func digest(_ credential: String) -> CredentialDigest
    /// The dialects whose instance names are unique on the whole server.
    var serverWideNames: Set<DialectID> { get }
    /// The realms in which two instances may hold the same credential.
    var sharedRealms: Set<CredentialRealm> { get }
}

/// A fresh key.
public struct MintedKey: Sendable {
    /// The realm in which it is looked up.
    public let realm: CredentialRealm
    /// The whole key.
    public let secret: String

    /// Makes the pair.
    public init(realm: CredentialRealm, secret: String) {
        self.realm = realm
        self.secret = secret
    }
}

/// The names and credentials of a new instance.
public struct MintedInstance: Sendable {
    /// Its id in each dialect.
    public var names: [DialectID: String]
    /// Its credential in each realm that instances have.
    public var tokens: [CredentialRealm: String]

    /// Makes the pair.
    public init(names: [DialectID: String], tokens: [CredentialRealm: String]) {
        self.names = names
        self.tokens = tokens
    }
}
