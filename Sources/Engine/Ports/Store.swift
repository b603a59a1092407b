public import Canonical

/// Where everything durable lives: a port of the engine, implemented elsewhere.
///
/// Reads see what was committed. Every read names whose rows it wants.
public protocol Store: Sendable {
    /// Everything the engine keeps in memory, as it was last committed.
    func load() throws(StoreError) -> StoredState

    /// Queues a transaction; the ticket resolves when it is durable, or when it is lost as a whole.
    ///
    /// Never blocks and keeps the order of its calls. When the queue is full, or the store is not
    /// writable, the ticket is resolved with ``StoreError`` at once.
    func submit(_ changes: [Change]) -> CommitTicket

    /// Whether commits succeed at present: false from a failed commit until a probe succeeds, and
    /// while the queue is nearly full.
    ///
    /// Whoever keeps state in memory asks before changing it, so that memory is never ahead of what
    /// is committed.
    var isWritable: Bool { get }

    /// One message in an instance's view, nil when there is none.
    func message(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> Message?

    /// The messages of an instance that a search means, newest first.
    func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) async throws(StoreError) -> [Message]

    /// The events of an instance after a number, oldest first.
    func events(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [Event]

    /// The journal of an instance after a number, oldest first.
    func commands(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [CommandRecord]

    /// What clients call a message that an upstream names, nil when it is not known.
    func message(
        of upstream: UpstreamID,
        as id: MessageID,
        in instance: InstanceID
    ) async throws(StoreError) -> MessageID?

    /// What upstreams call a message that clients name, the one told last first.
    func upstreamMessages(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> [UpstreamMessage]

    /// The last message of a chat, told or sent, nil when there is none.
    func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        by author: MessageAuthor
    ) async throws(StoreError) -> Message?

    /// Those of the keys that were told before; see ``Change/told(_:of:at:)``.
    func toldBefore(
        _ keys: [String],
        of instance: InstanceID
    ) async throws(StoreError) -> Set<String>

    /// How an instance's client used commands since a day, counted from 1970-01-01.
    func uses(of instance: InstanceID, since day: Int) async throws(StoreError) -> [CommandUse]

    /// The differences between two upstreams of an instance, newest first.
    func differences(
        of instance: InstanceID,
        limit: Int
    ) async throws(StoreError) -> [RouteDifference]

    /// The first open delivery of each (endpoint, chat) that is due, oldest due first, each with up
    /// to `ahead` of those behind it.
    func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery]

    /// The earliest moment at which a delivery is due that is not excluded, nil when none is open.
    func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp?

    /// Deliveries that the filter means, newest first.
    func deliveries(
        _ filter: DeliveryFilter,
        limit: Int
    ) async throws(StoreError) -> [Delivery]

    /// One delivery, nil when there is none.
    func delivery(_ id: String) async throws(StoreError) -> Delivery?

    /// What ``Change/deliveriesReplayed(_:after:at:)`` would make due again at present.
    func replayPage(
        _ filter: DeliveryFilter,
        after place: Int64
    ) async throws(StoreError) -> ReplayPage

    /// How many deliveries are open, and how many were given up.
    func deliveryCounts() async throws(StoreError) -> DeliveryCounts
}

/// A failure of the store; the engine shows it to callers as "unavailable" and nothing more.
public struct StoreError: Error, Equatable, Sendable {
    /// What kind of failure it is.
    public enum Kind: Equatable, Sendable {
        /// The write queue is full.
        case overloaded
        /// The disk is full or read-only.
        case noSpace
        /// The disk failed, or an fsync did.
        case inputOutput
        /// The data folder belongs to a newer version, or is damaged.
        case incompatible
        /// Anything else the database said.
        case database
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// SQLite's extended result code, 0 when it does not apply.
    public let code: Int32
    /// For the log only; never shown to callers.
    public let message: String

    /// Makes a failure.
    public init(_ kind: Kind, code: Int32 = 0, _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }
}
