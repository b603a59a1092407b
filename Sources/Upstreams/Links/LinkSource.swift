public import Canonical
public import Engine

/// Whoever knows which instances are carried by upstreams over a network, and hears of them.
public protocol LinkSource: AnyObject, Sendable {
    /// Every way to such an upstream.
    func remoteLegs() -> [RemoteLeg]

    /// Takes what an upstream told of an instance when it was asked; whether that is kept.
    func receive(
        _ observations: [Observation],
        of instance: InstanceID,
        from upstream: UpstreamID
    ) async -> Bool

    /// Takes note that an instance claims to be connected and tells of nothing, or that it does again.
    func markStalled(_ instance: InstanceID, _ isStalled: Bool)
}

extension Engine: LinkSource {}

/// What tells the ways of all instances apart.
struct LegID: Hashable {
    let instance: InstanceID
    let upstream: UpstreamID
    /// The unguessable part of its hook's URL.
    let hookKey: String
}

extension RemoteLeg {
    /// What tells it apart from others.
    var id: LegID {
        LegID(instance: instance.id, upstream: definition.id, hookKey: leg.hookKey)
    }
}
