/// Every figure that bounds what a peer can make this process do.
///
/// Sizes are bytes. What happens beyond a figure is said beside it; "closes" means that the answer
/// carries `Connection: close` and nothing after the message is read.
public struct Limits: Equatable, Sendable {
    /// Empty lines allowed before a request line; one more is 400 and closes.
    public var emptyLines = 4
    /// The longest request line, at least 8,000 (RFC 9112 section 3); beyond is 414 and closes.
    public var requestLineBytes = 16 * 1024
    /// All lines of a header section together; beyond is 431 and closes.
    public var headerSectionBytes = 32 * 1024
    /// One line of a header section; beyond is 431 and closes.
    public var headerLineBytes = 16 * 1024
    /// How many lines a header section has; beyond is 431 and closes.
    public var headerLines = 100

    /// A body on an ordinary route, as sent and once inflated; beyond is 413 and closes.
    public var bodyBytes = 1024 * 1024
    /// A body on a route that carries media inline, as sent and inflated; beyond is 413 and closes.
    public var mediaBodyBytes = 64 * 1024 * 1024
    /// All bodies that are arriving or worked on, without the first 64 KiB of each; beyond is 503 and
    /// closes.
    public var bodiesBytes = 512 * 1024 * 1024
    /// How many times larger than what was sent an inflated body may be; beyond is 413 and closes.
    public var inflationRatio = 200
    /// One chunk-size line with its extensions; beyond is 400 and closes.
    public var chunkLineBytes = 4 * 1024
    /// All chunk extensions of one message; beyond is 400 and closes.
    public var chunkExtensionBytes = 16 * 1024
    /// All trailer lines of one message; beyond is 431 and closes.
    public var trailerBytes = 8 * 1024

    /// Open connections, never more than the descriptor limit minus 256; beyond is 503.
    public var connections = 10_000
    /// Open connections of one source address, nil for no limit; beyond is 503.
    public var connectionsPerAddress: Int?
    /// Requests of one tenant in flight; beyond is 429.
    public var tenantRequests = 256
    /// Answers in pieces on their way at once, such as live events; beyond is 503 and closes.
    public var streams = 1024
    /// How many connections beyond that are taken for those who may use them, and to say 503; at most
    /// an eighth of the descriptor limit.
    public var reservedConnections = 64
    /// How old a connection grows; the first answer after that closes it.
    public var connectionAge = Duration.seconds(3600)
    /// Bytes queued for a client that reads slowly; beyond, reading from that client stops.
    public var queuedBytes = 256 * 1024
    /// Bytes read and dropped after a refusal, so that no reset swallows the answer.
    public var lingerBytes = 256 * 1024

    /// The TLS handshake, from accept; then the connection is closed.
    public var handshakeTimeout = Duration.seconds(10)
    /// A header section, from its first byte, or from accept for the first; then 408 and close.
    public var headTimeout = Duration.seconds(10)
    /// A pause between two bytes of a body; then 408 and close.
    public var bodyPauseTimeout = Duration.seconds(15)
    /// The window over which the least speed of a body is measured.
    public var bodyRateWindow = Duration.seconds(10)
    /// The least speed of a body, bytes a second over a window; slower is 408 and close.
    public var bodyRateFloor = 256
    /// How long a connection may be idle between requests; then it is closed without a word.
    public var idleTimeout = Duration.seconds(75)
    /// How long a client may leave an answer unread; then the connection is reset.
    public var writeTimeout = Duration.seconds(30)
    /// How long a request may be inside the engine; then the dialect's time-out error.
    public var requestTimeout = Duration.seconds(60)
    /// How long what was sent after a refusal is read and dropped.
    public var lingerTimeout = Duration.seconds(2)
    /// How long running requests have to finish once shutdown began.
    public var drainTimeout = Duration.seconds(30)

    /// Starts with the defaults.
    public init() {}
}
