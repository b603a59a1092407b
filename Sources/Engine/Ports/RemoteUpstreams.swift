public import Canonical

/// What carries commands out elsewhere, over a network: a port of the engine.
///
/// It keeps nothing and decides nothing but what a network demands: time-outs, how many calls at
/// once, when an upstream is left alone. The engine journals before and after.
public protocol RemoteUpstreams: AnyObject, Sendable {
    /// What a dialect that is spoken can carry, nil when it is not spoken.
    func abilities(of dialect: DialectID) -> AbilityTable?

    /// Whether an upstream of that dialect names our sends by their references wherever it tells of
    /// them, so that one that it does not name is none of ours.
    func namesSends(_ dialect: DialectID) -> Bool

    /// What a command would lose, without sending anything.
    ///
    /// - Throws: why it cannot be said at all.
    func losses<C: Command>(
        of command: C,
        _ call: RemoteCall
    ) throws(CommandFailure) -> [Loss]

    /// Carries a command out.
    ///
    /// Under the policy `strict` one that would lose something is refused and not sent.
    func perform<C: Command>(_ command: C, _ call: RemoteCall) async -> RemoteResult<C.Outcome>

    /// Reads how the instance's link stands; observations tell.
    func readLink(_ call: RemoteCall) async -> RemoteResult<Looked>

    /// Looks for the message that a send became whose end is unknown; nil when there is none.
    ///
    /// Refused where the upstream has no means to look.
    func findSent(_ send: SendMessage, _ call: RemoteCall) async -> RemoteResult<Message?>
}

extension RemoteUpstreams {
    /// No upstream does, unless it is known to.
    public func namesSends(_ dialect: DialectID) -> Bool { false }
}

/// One call of a remote upstream.
public struct RemoteCall: Sendable {
    /// The upstream.
    public var definition: UpstreamDefinition
    /// What it calls the instance.
    public var leg: InstanceRoute.Leg
    /// The instance as it stands.
    public var instance: Instance
    /// The present time.
    public var now: Timestamp
    /// Names this execution for ever: the journal's id, or a fresh name for a read.
    public var reference: String
    /// The message that the command is about, its id as the upstream knows it.
    public var message: Message?
    /// What is done about losses.
    public var policy: LossPolicy

    /// Describes a call.
    public init(
        definition: UpstreamDefinition,
        leg: InstanceRoute.Leg,
        instance: Instance,
        now: Timestamp,
        reference: String,
        message: Message? = nil,
        policy: LossPolicy = .lenient
    ) {
        self.definition = definition
        self.leg = leg
        self.instance = instance
        self.now = now
        self.reference = reference
        self.message = message
        self.policy = policy
    }
}

/// What came of a call.
public struct RemoteResult<Outcome: Sendable>: Sendable {
    /// How it ended.
    public enum End: Sendable {
        /// It was carried out.
        case done(Outcome)
        /// The upstream had it and said no, or it could not be said: nothing was changed.
        case refused(CommandFailure)
        /// It certainly never reached the upstream.
        case neverReached(CommandFailure)
        /// It was sent, and nobody knows whether it was carried out.
        case unknown(CommandFailure)
    }

    /// How it ended.
    public var end: End
    /// What the upstream told besides.
    public var observations: [Observation]
    /// What was lost.
    public var losses: [Loss]

    /// Makes a result.
    public init(_ end: End, observations: [Observation] = [], losses: [Loss] = []) {
        self.end = end
        self.observations = observations
        self.losses = losses
    }
}

/// No upstream but the embedded one.
public final class NoRemoteUpstreams: RemoteUpstreams {
    /// Speaks nothing.
    public init() {}

    /// Speaks nothing.
    public func abilities(of dialect: DialectID) -> AbilityTable? { nil }

    /// Says nothing.
    public func losses<C: Command>(
        of command: C,
        _ call: RemoteCall
    ) throws(CommandFailure) -> [Loss] {
        throw Self.nothing
    }

    /// Refuses.
    public func perform<C: Command>(
        _ command: C,
        _ call: RemoteCall
    ) async -> RemoteResult<C.Outcome> { RemoteResult(.neverReached(Self.nothing)) }

    /// Refuses.
    public func readLink(_ call: RemoteCall) async -> RemoteResult<Looked> {
        RemoteResult(.neverReached(Self.nothing))
    }

    /// Refuses.
    public func findSent(
        _ send: SendMessage,
        _ call: RemoteCall
    ) async -> RemoteResult<Message?> { RemoteResult(.neverReached(Self.nothing)) }

    private static let nothing = CommandFailure(
        .unavailable,
        "No upstream of that kind is spoken here"
    )
}
