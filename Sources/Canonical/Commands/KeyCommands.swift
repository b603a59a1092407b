/// Issues a key for the caller's tenant in the caller's dialect.
public struct IssueKey: Command {
    /// Its label.
    public var name: String
    /// The one instance that it opens, nil for all.
    public var instance: InstanceID?
    /// The same by its name in the caller's dialect, looked up among the caller's instances.
    ///
    /// Counts before ``instance``; an unknown name fails as an instance that is not found.
    public var instanceName: String?
    /// What the vendor's words say it may do.
    public var scopes: [String]
    /// From when on it opens nothing, nil for never.
    public var expiresAt: Timestamp?

    /// The key with its secret, which is never shown again.
    public struct Outcome: Sendable, Equatable {
        /// The key.
        public let key: APIKey
        /// The whole secret.
        public let secret: String

        /// Makes an outcome.
        public init(key: APIKey, secret: String) {
            self.key = key
            self.secret = secret
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("key.issue", .local)

    /// Asks for a key.
    public init(
        name: String,
        instance: InstanceID? = nil,
        instanceName: String? = nil,
        scopes: [String] = [],
        expiresAt: Timestamp? = nil
    ) {
        self.name = name
        self.instance = instance
        self.instanceName = instanceName
        self.scopes = scopes
        self.expiresAt = expiresAt
    }
}

/// Lists the tenant's keys of the caller's dialect that were not taken back, oldest first.
public struct ListKeys: Command {
    /// The keys.
    public typealias Outcome = [APIKey]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("key.list", .read)

    /// Asks for keys.
    public init() {}
}

/// Takes a key back; it opens nothing from the commit on.
public struct RevokeKey: Command {
    /// Its id.
    public var id: String

    /// The key as it was taken back.
    public typealias Outcome = APIKey
    /// See ``Command/traits``.
    public static let traits = CommandTraits("key.revoke", .local)

    /// Asks for the end of a key.
    public init(id: String) { self.id = id }
}
