/// Which deliveries are meant; what is nil or empty does not matter.
public struct DeliveryFilter: Sendable, Equatable {
    /// The one with this id.
    public var id: String?
    /// Whose.
    public var tenant: TenantID?
    /// Of which instance's events.
    public var instance: InstanceID?
    /// Of the events of the instance with this name in the dialect, removed ones included; needs
    /// ``dialect``.
    public var instanceName: String?
    /// In whose words.
    public var dialect: DialectID?
    /// To which endpoint.
    public var endpoint: String?
    /// The vendor's name of the event.
    public var name: String?
    /// How far they have come; any when empty.
    public var states: [Delivery.State]
    /// Queued at or after this moment.
    public var from: Timestamp?
    /// Queued before this moment.
    public var until: Timestamp?
    /// Only those queued before the one with this id, for reading on; none when that one was
    /// removed meanwhile.
    public var before: String?

    /// All of them.
    public init(
        id: String? = nil,
        tenant: TenantID? = nil,
        instance: InstanceID? = nil,
        instanceName: String? = nil,
        dialect: DialectID? = nil,
        endpoint: String? = nil,
        name: String? = nil,
        states: [Delivery.State] = [],
        from: Timestamp? = nil,
        until: Timestamp? = nil,
        before: String? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.instance = instance
        self.instanceName = instanceName
        self.dialect = dialect
        self.endpoint = endpoint
        self.name = name
        self.states = states
        self.from = from
        self.until = until
        self.before = before
    }
}
