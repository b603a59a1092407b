/// With what care an upstream is called.
public struct UpstreamLimits: Equatable, Sendable {
    /// Until a connection is there, in milliseconds.
    public var connectMilliseconds = 5_000
    /// From a request's last byte to the answer's first, in milliseconds.
    public var firstByteMilliseconds = 30_000
    /// One call in all, in milliseconds.
    public var totalMilliseconds = 60_000
    /// Calls of one instance at the same time.
    public var concurrentCalls = 8
    /// The least time between two sends of one instance, in milliseconds; 0 for none.
    public var sendGapMilliseconds = 0
    /// A PEM file of authorities that are trusted besides the system's, nil for none.
    public var authorityFile: String?

    /// The defaults.
    public init() {}
}
