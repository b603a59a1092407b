public import Canonical

/// One durable change; a transaction is a list of them, applied in order, all or none.
///
/// Whole records are boxed or share their storage, since lists of changes are moved about and grow.
public enum Change: Sendable {
    /// Inserts or replaces a tenant.
    case tenant(TenantRecord)
    /// Removes a tenant with its credentials; its instances are removed one by one.
    case tenantRemoved(TenantID)
    /// Inserts a credential.
    indirect case credential(CredentialRecord)
    /// Removes the credentials of an instance.
    case credentialsRemoved(InstanceID)
    /// Inserts or replaces an instance.
    indirect case instance(Instance)
    /// Marks an instance as removed; its journal, messages and events stay.
    case instanceRemoved(InstanceID, at: Timestamp)
    /// Inserts a row of the journal, or replaces the one with the same instance and sequence.
    indirect case command(CommandRecord)
    /// Inserts a message into an instance's view, or replaces it.
    case message(Message, of: InstanceID)
    /// Inserts the message of a send with its event and its row of the journal; nobody's endpoint
    /// hears the event.
    case sent(SentRecord)
    /// Moves a message's status forward, and appends the event that tells of it and that nobody's
    /// endpoint hears.
    case progress(ProgressRecord)
    /// Moves a message's status forward; a status that is not further is ignored.
    case messageStatus(MessageID, of: InstanceID, MessageStatus)
    /// Marks a message as deleted for everyone.
    case messageRevoked(MessageID, of: InstanceID, at: Timestamp)
    /// Appends an event.
    case event(Event)
    /// Inserts or replaces an endpoint.
    indirect case endpoint(WebhookEndpoint)
    /// Removes an endpoint; what is still open for it becomes dead.
    case endpointRemoved(String, at: Timestamp)
    /// Queues a delivery of an event of the same transaction, or of an earlier one.
    indirect case delivery(OutboxEntry)
    /// Notes how an attempt ended.
    indirect case deliveryResult(DeliveryResult)
    /// Makes a page of deliveries due again: what is over at the end of its chat, what is open in
    /// its turn.
    ///
    /// See ``ReplayPage`` for which they are, and for the place behind which they are looked for.
    indirect case deliveriesReplayed(DeliveryFilter, after: Int64 = 0, at: Timestamp)
    /// Removes what is older than it must be.
    case retention(Retention)
    /// Inserts or replaces a key.
    indirect case key(KeyRecord)
    /// Inserts or replaces a document of an upstream's own state.
    case document(DocumentKey, [UInt8])
    /// Removes a document of an upstream's own state.
    case documentRemoved(DocumentKey)
    /// Inserts or replaces a configured upstream; its settings are kept sealed.
    indirect case upstream(UpstreamDefinition)
    /// Removes a configured upstream.
    case upstreamRemoved(UpstreamID)
    /// Inserts or replaces an instance's route, nil to remove it; its settings are kept sealed.
    indirect case route(InstanceRoute?, of: InstanceID)
    /// Keeps what an upstream calls a message; the first pair for an upstream's id stays.
    indirect case upstreamMessage(UpstreamMessage)
    /// Keeps to whom a send of the journal goes and what its echo is known by, until its outcome is
    /// known; comes after its row.
    case sendPending(InstanceID, sequence: Int64, recipient: Address, echo: UInt64)
    /// Forgets it.
    case sendSettled(InstanceID, sequence: Int64)
    /// Keeps the key of something that an upstream told, so that it counts once.
    case told(String, of: InstanceID, at: Timestamp)
    /// Keeps that two addresses are one person; a newer number for a LID replaces the older.
    case identity(lid: String, phone: PhoneNumber, of: InstanceID)
    /// Adds counts to those of a day.
    case uses([CommandUse], of: InstanceID)
    /// Appends a difference between two upstreams.
    indirect case difference(RouteDifference)
    /// Removes an instance's differences.
    case differencesRemoved(InstanceID)
}

/// Names a document of an upstream's own state.
public struct DocumentKey: Hashable, Sendable {
    /// Whose document it is and of what kind: `sandbox.group`.
    public let space: String
    /// Its name within the space.
    public let key: String

    /// Makes a name.
    public init(space: String, key: String) {
        self.space = space
        self.key = key
    }
}

/// Everything the engine keeps in memory, as it was last committed.
public struct StoredState: Sendable {
    /// The tenants.
    public var tenants: [TenantRecord] = []
    /// Every credential that opens something.
    public var credentials: [CredentialRecord] = []
    /// The instances that were not removed.
    public var instances: [Instance] = []
    /// The endpoints.
    public var endpoints: [WebhookEndpoint] = []
    /// The keys, those that were taken back in the order in which they were.
    public var keys: [KeyRecord] = []
    /// The documents of upstreams.
    public var documents: [DocumentKey: [UInt8]] = [:]
    /// The last event number of each instance.
    public var eventSequences: [InstanceID: Int64] = [:]
    /// The last journal number of each instance.
    public var commandSequences: [InstanceID: Int64] = [:]
    /// The sends of the last day that carried a reference or a key, with their messages.
    public var references: [(record: CommandRecord, message: Message)] = []
    /// Rows of the journal without an outcome: a crash came between.
    public var unfinished: [CommandRecord] = []
    /// The configured upstreams.
    public var upstreams: [UpstreamDefinition] = []
    /// The routes of instances that have one.
    public var routes: [InstanceID: InstanceRoute] = [:]
    /// The sends of which nobody knows whether they were made, and those that a crash interrupted.
    public var uncertain: [UncertainSend] = []
    /// The numbers of people whom instances know by LID.
    public var identities: [InstanceID: [String: PhoneNumber]] = [:]

    /// Nothing at all.
    public init() {}
}
