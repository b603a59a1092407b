public import Canonical

/// Everything the engine keeps in memory: confined to the engine's lock.
///
/// Not `Sendable` on purpose: whoever holds it holds the lock.
final class Ledger {
    /// The tenants by id.
    var tenants: [TenantID: TenantRecord] = [:]
    /// The instances by id.
    var instances: [InstanceID: Instance] = [:]
    /// The instances of each tenant, oldest first.
    var owned: [TenantID: [InstanceID]] = [:]
    /// Which instance a name means; server-wide names have no tenant.
    var named: [NameKey: InstanceID] = [:] {
        didSet { access.advance() }
    }
    /// What a credential opens; more than one only in shared realms.
    var credentials: [CredentialKey: [Principal]] = [:] {
        didSet { access.advance() }
    }
    /// Advanced by each change of ``named`` and ``credentials``.
    let access: AccessVersion
    /// The endpoints.
    var endpoints = EndpointBook()
    /// The issued keys that were not taken back, by id.
    var keys: [String: KeyRecord] = [:]
    /// The keys that were taken back and are still told apart from unknown ones, the first one first.
    var retired: [KeyRecord] = []
    /// The last numbers of each instance.
    var numberings: [InstanceID: Numbering] = [:]
    /// Those that were asked for last: all changes of a command ask for the same.
    var lastNumbering: (instance: InstanceID, numbering: Numbering)?
    /// The sends that carried a reference or a key.
    var references = ReferenceBook()
    /// The chats in which a send is waiting, with those queued behind it.
    var lanes: [LaneKey: [CheckedContinuation<Void, Never>]] = [:]
    /// What is known of upstreams that are spoken to over a network.
    var remote = RemoteBook()
    /// The dialects whose instance names are unique on the whole server; comparing a few is quicker
    /// than hashing one.
    private let serverWideNames: [DialectID]
    /// Which endpoints an event concerns.
    let interest: any EventInterest

    /// An empty ledger.
    init(
        serverWideNames: Set<DialectID>,
        interest: any EventInterest,
        access: AccessVersion
    ) {
        self.access = access
        self.serverWideNames = Array(serverWideNames)
        self.interest = interest
    }

    /// Whether an instance's name in that dialect is unique on the whole server.
    func isServerWide(_ dialect: DialectID) -> Bool { serverWideNames.contains(dialect) }
}

/// The last numbers that an instance gave to events and to rows of the journal.
final class Numbering {
    var event: Int64 = 0
    var command: Int64 = 0
}

/// Names an instance in a dialect.
struct NameKey: Hashable {
    let dialect: DialectID
    /// Nil for the dialects whose names are unique on the whole server.
    let tenant: TenantID?
    let name: String

    /// The tenant and the name tell nearly all keys apart; the dialect is compared.
    func hash(into hasher: inout Hasher) {
        hasher.combine(tenant)
        hasher.combine(name)
    }
}

/// A credential in its realm.
struct CredentialKey: Hashable {
    let realm: CredentialRealm
    let digest: CredentialDigest

    /// The digest tells nearly all keys apart; the realm is compared.
    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// A chat of an instance, whatever the form of its address.
struct LaneKey: Hashable {
    let instance: InstanceID
    let chat: String

    init(_ instance: InstanceID, _ chat: Address) {
        self.instance = instance
        self.chat = Self.key(chat)
    }

    /// The chat's key: the same for both spellings of a number that may have a ninth digit.
    static func key(_ chat: Address) -> String { chat.phone?.equalityKey ?? chat.jid }
}

/// What a credential opens.
public struct Principal: Equatable, Sendable {
    /// The tenant.
    public let tenant: TenantID
    /// The instance, nil for a tenant's credential.
    public let instance: InstanceID?
    /// The issued key that it is, nil for the credentials that come with a tenant or an instance.
    public let key: String?
    /// From when on it opens nothing, nil for never; long ago for a key that was taken back.
    public let expiresAt: Timestamp?

    /// Makes a principal.
    public init(
        tenant: TenantID,
        instance: InstanceID?,
        key: String? = nil,
        expiresAt: Timestamp? = nil
    ) {
        self.tenant = tenant
        self.instance = instance
        self.key = key
        self.expiresAt = expiresAt
    }
}
