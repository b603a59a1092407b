public import Canonical
public import Engine

/// Whoever knows which instances are carried by remote upstreams: the engine.
public protocol LinkSource: AnyObject, Sendable {
    /// Every way of every instance that leads to a remote upstream.
    func remoteLegs() async -> [RemoteLeg]

    /// Takes what an upstream told when it was asked.
    func receive(_ observations: [Observation], for leg: RemoteLeg) async

    /// Takes note that a leg claims to be connected and tells of nothing, or that it does again.
    func markStalled(_ isStalled: Bool, _ leg: RemoteLeg) async
}

/// One way of one instance to a remote upstream, as it stands.
public struct RemoteLeg: Sendable {
    /// What tells legs apart.
    public struct ID: Hashable, Sendable {
        /// Whose way.
        public let instance: InstanceID
        /// Where to.
        public let upstream: UpstreamID
        /// The unguessable part of its hook's URL.
        public let hookKey: String
    }

    /// How it is called; its time and its reference are filled in at each call.
    public var call: RemoteCall
    /// Whether it carries the instance's commands.
    public var isPrimary: Bool
    /// When the upstream last told of something by itself, nil for never.
    ///
    /// What it answered when it was asked does not count.
    public var lastHeardAt: Timestamp?
    /// Whether it is marked as stalled.
    public var isStalled: Bool

    /// Describes a way.
    public init(
        call: RemoteCall,
        isPrimary: Bool,
        lastHeardAt: Timestamp? = nil,
        isStalled: Bool = false
    ) {
        self.call = call
        self.isPrimary = isPrimary
        self.lastHeardAt = lastHeardAt
        self.isStalled = isStalled
    }

    /// What tells it apart from others.
    public var id: ID {
        ID(
            instance: call.instance.id,
            upstream: call.definition.id,
            hookKey: call.leg.hookKey
        )
    }
}
