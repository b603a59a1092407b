public import Canonical

/// An upstream that lives in this process and in this store, such as the sandbox.
///
/// Its effects join the engine's transaction, so the journal row, the outcome and what it changed
/// are durable together. Every function is called inside the engine's critical section, one at a
/// time: it works in memory, at once, and never calls the engine back.
public protocol EmbeddedUpstream: AnyObject, Sendable {
    /// Its name in configuration and in the journal.
    var id: UpstreamID { get }

    /// What it can carry out.
    var commands: CommandTable<EmbeddedCall> { get }

    /// Takes up its own documents and the instances it carries, at start and after a lost commit.
    ///
    /// Whatever it held before is forgotten.
    func restore(
        documents: [DocumentKey: [UInt8]],
        instances: [Instance],
        now: Timestamp,
        effects: inout Effects
    )

    /// Ends what it does for an instance that is being removed.
    func forget(_ instance: Instance, now: Timestamp, effects: inout Effects)

    /// The moment at which something is due, nil when nothing is.
    var nextDue: Timestamp? { get }

    /// Does the first thing that is due at or before `now`, as of the moment it was due.
    func tick(now: Timestamp, effects: inout Effects)

    /// A group that an instance's account is or was in, nil when it is not known.
    func group(_ address: Address, for instance: InstanceID) -> Group?

    /// Somebody as an instance's account knows them, nil when it does not.
    func contact(_ address: Address, for instance: InstanceID) -> Contact?

    /// How a chat stands with an instance's account, nil when that is not known.
    func standing(of chat: Address, for instance: InstanceID) -> ChatStanding?
}

extension EmbeddedUpstream {
    /// Knows none.
    public func group(_ address: Address, for instance: InstanceID) -> Group? { nil }

    /// Knows nobody.
    public func contact(_ address: Address, for instance: InstanceID) -> Contact? { nil }

    /// Knows nothing of it.
    public func standing(of chat: Address, for instance: InstanceID) -> ChatStanding? { nil }
}

/// One call of an embedded upstream.
public struct EmbeddedCall {
    /// The instance the command is for, as it stands.
    public let instance: Instance
    /// The present time.
    public let now: Timestamp
    /// What the call changes; kept only if it succeeds.
    public var effects: Effects

    /// Makes a call.
    public init(instance: Instance, now: Timestamp, effects: Effects) {
        self.instance = instance
        self.now = now
        self.effects = effects
    }
}

/// What an embedded upstream changed.
public struct Effects: Sendable {
    /// Changes of its own documents.
    public var changes: [Change] = []
    /// What happened to instances, in order.
    public var signals: [Signal] = []

    /// No change.
    public init() {}

    /// Tells that something happened to an instance.
    public mutating func tell(_ instance: InstanceID, _ kind: Signal.Kind, at: Timestamp) {
        signals.appendAlone(Signal(instance: instance, at: at, kind: kind))
    }
}

/// Something that happened to an instance at its upstream.
///
/// Small, whatever it is: lists of signals grow and are handed on.
public struct Signal: Sendable {
    /// What happened.
    public enum Kind: Sendable {
        /// The link changed; the end of a connection comes with its reason.
        indirect case link(LinkState, Disconnect.Reason? = nil)
        /// The account was paired, or changed its name or picture.
        indirect case account(LinkedAccount)
        /// The account shows itself online, or not.
        case availability(Bool)
        /// A message came into the account's view, received or sent from anywhere.
        case message(Message)
        /// A message of the account came further.
        indirect case status(MessageID, MessageStatus, chat: Address?, participant: Address?)
        /// A message was deleted for everyone.
        indirect case revoked(MessageID, chat: Address)
        /// Anything else that only becomes an event.
        indirect case event(EventPayload)
    }

    /// To whom.
    public let instance: InstanceID
    /// When.
    public let at: Timestamp
    /// What.
    public let kind: Kind

    /// Makes a signal.
    public init(instance: InstanceID, at: Timestamp, kind: Kind) {
        self.instance = instance
        self.at = at
        self.kind = kind
    }
}
