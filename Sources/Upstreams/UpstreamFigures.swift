public import Canonical

/// What was done at one upstream since the start, and how it stands, for `/_sotaque/metrics`.
public struct UpstreamFigures: Equatable, Sendable {
    /// Which upstream.
    public let upstream: UpstreamID
    /// Calls that asked for their turn.
    public internal(set) var calls = 0
    /// Requests without an answer, or with one that only a broken server gives.
    public internal(set) var failures = 0
    /// Calls of which nobody knows whether they were carried out.
    public internal(set) var unknown = 0
    /// Requests that were repeated.
    public internal(set) var retries = 0
    /// Requests that were not made because the upstream is left alone.
    public internal(set) var held = 0
    /// Whether it is left alone: `closed` for no, `open` for yes, `probing` while one call tries.
    public internal(set) var circuit = "closed"
    /// Instances that are left alone while the upstream is not: it gives them no good answer.
    public internal(set) var heldInstances = 0
    /// Calls that are being carried out.
    public internal(set) var running = 0
    /// Calls that wait for their turn.
    public internal(set) var waiting = 0

    init(upstream: UpstreamID) { self.upstream = upstream }
}
