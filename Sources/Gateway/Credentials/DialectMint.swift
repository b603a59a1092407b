public import Canonical
public import DialectKit
public import Engine
internal import Secrets

/// Makes names and credentials as the served dialects say, out of the system's random numbers.
public struct DialectMint: CredentialMint {
    private let dialects: [any Dialect]
    private let pepper: [UInt8]?
    /// See ``CredentialMint/serverWideNames``.
    public let serverWideNames: Set<DialectID>
    /// See ``CredentialMint/sharedRealms``.
    public let sharedRealms: Set<CredentialRealm>

    /// Mints for these dialects; with a pepper, digests are HMACs under it.
    public init(_ dialects: [any Dialect], pepper: [UInt8]? = nil) {
        self.dialects = dialects
        self.pepper = pepper
        serverWideNames = Set(dialects.filter(\.naming.isServerWide).map(\.id))
        sharedRealms = Set(dialects.flatMap(\.credentials).filter(\.isShared).map(\.realm))
    }

    /// Fresh names and credentials; a dialect's name and credential share their randomness.
    public func instance(at now: Timestamp) -> MintedInstance {
        var minted = MintedInstance(names: [:], tokens: [:])
        for dialect in dialects {
            let entropy = SecureRandom.bytes(32)
            minted.names[dialect.id] = dialect.naming.mint(entropy, now)
            for spec in dialect.credentials where spec.holder == .instance {
                minted.tokens[spec.realm] = spec.mint(entropy)
            }
        }
        return minted
    }

    /// Fresh credentials of a tenant.
    public func tenant() -> [CredentialRealm: String] {
        var credentials: [CredentialRealm: String] = [:]
        for spec in dialects.flatMap(\.credentials) where spec.holder == .tenant {
            credentials[spec.realm] = spec.mint(SecureRandom.bytes(64))
        }
        return credentials
    }

    /// A key of the dialect's first kind of credential that tenants hold.
    public func key(in dialect: DialectID) -> MintedKey? {
        guard
            let spec = dialects.first(where: { $0.id == dialect })?.credentials
                .first(where: { $0.holder == .tenant })
        else { return nil }
        return MintedKey(realm: spec.realm, secret: spec.mint(SecureRandom.bytes(64)))
    }

    /// 32 random bytes as `whsec_` and base64, the form of the Standard Webhooks.
    public func secret() -> String { "whsec_" + Base64.encode(SecureRandom.bytes(32)) }

    /// A prefix and a ULID.
    public func id(_ prefix: String, at now: Timestamp) -> String {
        prefix + Entropy.ulid(SecureRandom.bytes(10), at: now)
    }

    /// SHA-256, or HMAC-SHA-256 under the pepper.
    public func digest(_ credential: String) -> CredentialDigest {
        guard let pepper else { return CredentialDigest(SHA256Digest.of(credential).words) }
        let code = Digest.hmacSHA256(key: pepper, Array(credential.utf8))
        return CredentialDigest(SHA256Digest(bytes: code)?.words ?? (0, 0, 0, 0))
    }
}
