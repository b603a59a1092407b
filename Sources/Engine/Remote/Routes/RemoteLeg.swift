public import Canonical

/// One way of one instance to an upstream over a network, as it stands.
public struct RemoteLeg: Sendable {
    /// What the way is for.
    public enum Role: String, Sendable {
        /// Carries the commands, and tells of everything.
        case primary
        /// Is tried.
        case candidate
        /// Sends what the primary one has proven not to have sent.
        case failover
        /// Is the way back.
        case previous
    }

    /// The instance.
    public let instance: Instance
    /// The way, its settings included.
    public let leg: InstanceRoute.Leg
    /// The upstream, its settings included.
    public let definition: UpstreamDefinition
    /// What the way is for.
    public let role: Role
    /// When the upstream last told something by itself, nil before it did.
    public let lastHeardAt: Timestamp?
    /// How the upstream said the link stands, nil before it said so.
    public let state: LinkState?
    /// What is done about losses.
    public let policy: LossPolicy
    /// Since when a send that it made has had no word of it, nil while none has.
    public var awaitsSince: Timestamp?

    /// Whether it is the primary way.
    public var isPrimary: Bool { role == .primary }

    /// A call of the upstream about the instance, as it stands.
    public func call(at now: Timestamp, reference: String) -> RemoteCall {
        RemoteCall(
            definition: definition,
            leg: leg,
            instance: instance,
            now: now,
            reference: reference,
            policy: policy
        )
    }
}
