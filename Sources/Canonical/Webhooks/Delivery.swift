/// One event on its way to one endpoint.
public struct Delivery: Sendable, Equatable {
    /// How far it has come.
    public enum State: String, Sendable, CaseIterable {
        /// Not tried yet.
        case pending
        /// Tried in vain, to be tried again.
        case retrying
        /// The receiver answered 2xx.
        case succeeded
        /// Given up; it is kept and can be replayed.
        case dead
        /// The endpoint's filters or the dialect's words leave nothing to send.
        case skipped
    }

    /// Its id: `dlv_` and a ULID.
    public let id: String
    /// The endpoint's id.
    public let endpoint: String
    /// In whose words.
    public let dialect: DialectID
    /// Whose it is.
    public let tenant: TenantID
    /// Whose event it is.
    public let instance: InstanceID
    /// That instance's name in the delivery's dialect, also once the instance was removed; nil when it
    /// has none.
    ///
    /// Belongs to the instance's row: the store reads it there.
    public var instanceName: String?
    /// The event's id.
    public let eventID: String
    /// The event's number within the instance.
    public let sequence: Int64
    /// The event's canonical kind.
    public let kind: String
    /// The vendor's name of the event, nil when it is known only once the event is told.
    public var name: String?
    /// How far it has come.
    public var state: State
    /// How often it was tried.
    public var attempts: Int
    /// When it is tried next, nil once it is over.
    public var dueAt: Timestamp?
    /// The status of the last answer, nil when none came.
    public var lastStatus: Int?
    /// What went wrong last, in the gateway's words; never the URL or the receiver's text.
    public var lastError: String?
    /// The body as it was last sent, nil before the first attempt and after its time.
    public var body: [UInt8]?
    /// When it was queued.
    public let createdAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp
    /// When the receiver took it, nil until then.
    public var deliveredAt: Timestamp?

    /// Makes a delivery.
    public init(
        id: String,
        endpoint: String,
        dialect: DialectID,
        tenant: TenantID,
        instance: InstanceID,
        instanceName: String? = nil,
        eventID: String,
        sequence: Int64,
        kind: String,
        name: String? = nil,
        state: State = .pending,
        attempts: Int = 0,
        dueAt: Timestamp? = nil,
        lastStatus: Int? = nil,
        lastError: String? = nil,
        body: [UInt8]? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deliveredAt: Timestamp? = nil
    ) {
        self.id = id
        self.endpoint = endpoint
        self.dialect = dialect
        self.tenant = tenant
        self.instance = instance
        self.instanceName = instanceName
        self.eventID = eventID
        self.sequence = sequence
        self.kind = kind
        self.name = name
        self.state = state
        self.attempts = attempts
        self.dueAt = dueAt
        self.lastStatus = lastStatus
        self.lastError = lastError
        self.body = body
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deliveredAt = deliveredAt
    }
}
