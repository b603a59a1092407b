public import Reactor

/// How live streams are kept: every figure that bounds them.
public struct StreamOptions: Sendable {
    /// Where events are rendered and heartbeats are timed.
    public var loop: EventLoop
    /// So many streams of one tenant.
    public var perTenant = 64
    /// So many streams in all.
    public var total = 1024
    /// So many documents wait for a client that reads slowly; one more ends its stream.
    public var documents = 256
    /// So many bytes wait for a client that reads slowly; more end its stream.
    public var bytes = 256 * 1024
    /// So many events wait to be rendered; more end all streams, which would have a gap.
    public var events = 8192
    /// How often a comment is sent, in milliseconds, so that neither end takes the other for dead.
    public var heartbeatMilliseconds = 25_000

    /// Starts with the defaults, on a loop.
    public init(loop: EventLoop) { self.loop = loop }
}
