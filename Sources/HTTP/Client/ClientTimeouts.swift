/// How long each phase of an outgoing request may take.
public struct ClientTimeouts: Equatable, Sendable {
    /// Until the name's addresses are known.
    public var resolve = Duration.seconds(5)
    /// Until one of the addresses took the connection, all of them together.
    public var connect = Duration.seconds(5)
    /// Until the TLS handshake is done.
    public var handshake = Duration.seconds(5)
    /// Until the request is out.
    public var write = Duration.seconds(15)
    /// From the request's last byte to the answer's first.
    public var firstByte = Duration.seconds(30)
    /// From the answer's first byte to its last.
    public var body = Duration.seconds(30)
    /// All phases together.
    public var total = Duration.seconds(60)

    /// Starts with the defaults.
    public init() {}
}
