/// Where events go in one dialect: of one instance, or of all of a tenant's.
public struct WebhookEndpoint: Sendable, Equatable {
    /// A place of which there is at most one per dialect, tenant and instance.
    public enum Slot: String, Sendable, CaseIterable {
        /// None: it is one of many.
        case many = ""
        /// That of vendors that have one endpoint per instance.
        case single
        /// That for all of a tenant's instances that have no single one.
        case account
        /// That for all of a tenant's instances beside their own.
        case global
    }

    /// Its id, kept through changes: `whk_` and a ULID.
    public let id: String
    /// In whose words it is told.
    public let dialect: DialectID
    /// Whose it is.
    public let tenant: TenantID
    /// Whose events it gets; nil for those of the whole tenant.
    public let instance: InstanceID?
    /// Its place among those of its dialect, tenant and instance.
    public let slot: Slot
    /// Where events are posted.
    public var url: String
    /// The signing secret of the vendor's own scheme in clear, nil when none.
    public var secret: String?
    /// Whether the secret was chosen by the client rather than by the gateway.
    public var isSecretChosen: Bool
    /// The secrets of the Standard Webhooks signature, `whsec_…`, newest first; none when it is off.
    public var standardSecrets: [String]
    /// Whether events are posted now.
    public var isEnabled: Bool
    /// Why the gateway switched it off, nil when it did not.
    public var disabledReason: SwitchOff?
    /// The instances whose events it gets, where only some of the tenant's are wanted.
    public var instances: [InstanceID]
    /// Their names in the endpoint's dialect, in the same order; that of ``instance`` when it has one.
    ///
    /// Never stored: the engine fills them in when it gives an endpoint as an outcome.
    public var instanceNames: [String]
    /// The vendor's names of the events it gets, as registered.
    public var events: [String]
    /// The dialect's own settings: `addUrlEvents`.
    public var options: [String: String]
    /// The base URL under which the one who registered it reached the gateway.
    public var baseURL: String
    /// When it was made.
    public let createdAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp

    /// Makes an endpoint.
    public init(
        id: String,
        dialect: DialectID,
        tenant: TenantID,
        instance: InstanceID?,
        slot: Slot = .many,
        url: String,
        secret: String? = nil,
        isSecretChosen: Bool = false,
        standardSecrets: [String] = [],
        isEnabled: Bool = true,
        disabledReason: SwitchOff? = nil,
        instances: [InstanceID] = [],
        instanceNames: [String] = [],
        events: [String] = [],
        options: [String: String] = [:],
        baseURL: String = "",
        createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.dialect = dialect
        self.tenant = tenant
        self.instance = instance
        self.slot = slot
        self.url = url
        self.secret = secret
        self.isSecretChosen = isSecretChosen
        self.standardSecrets = standardSecrets
        self.isEnabled = isEnabled
        self.disabledReason = disabledReason
        self.instances = instances
        self.instanceNames = instanceNames
        self.events = events
        self.options = options
        self.baseURL = baseURL
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
