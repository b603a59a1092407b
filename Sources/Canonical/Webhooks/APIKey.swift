/// A key that a tenant issued for itself, without its secret.
public struct APIKey: Sendable, Equatable {
    /// Its id: `key_` and a ULID.
    public let id: String
    /// In which dialect it opens something.
    public let dialect: DialectID
    /// Whose it is.
    public let tenant: TenantID
    /// The one instance that it opens, nil for all of the tenant's.
    public let instance: InstanceID?
    /// That instance's name in the key's dialect, nil once the instance is gone.
    ///
    /// Never stored: the engine fills it in when it gives a key as an outcome.
    public var instanceName: String?
    /// Its label.
    public let name: String
    /// What its secret begins with, for telling keys apart.
    public let prefix: String
    /// What the vendor's words say it may do; kept and shown.
    public let scopes: [String]
    /// When it was issued.
    public let createdAt: Timestamp
    /// From when on it opens nothing, nil for never.
    public let expiresAt: Timestamp?
    /// When it was last used, to the minute and known within another; nil before the first time.
    public var lastUsedAt: Timestamp?
    /// When it was taken back, nil while it was not.
    public var revokedAt: Timestamp?

    /// Makes a key.
    public init(
        id: String,
        dialect: DialectID,
        tenant: TenantID,
        instance: InstanceID?,
        instanceName: String? = nil,
        name: String,
        prefix: String,
        scopes: [String] = [],
        createdAt: Timestamp,
        expiresAt: Timestamp? = nil,
        lastUsedAt: Timestamp? = nil,
        revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.dialect = dialect
        self.tenant = tenant
        self.instance = instance
        self.instanceName = instanceName
        self.name = name
        self.prefix = prefix
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}
