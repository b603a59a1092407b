/// Why there is no answer.
public enum HTTPClientError: Error, Equatable, Sendable {
    /// What was being done when the time was up.
    public enum Phase: Equatable, Sendable {
        /// Waiting for the addresses of the name.
        case resolve
        /// Waiting for the connection.
        case connect
        /// Waiting for the TLS handshake.
        case handshake
        /// Sending the request.
        case write
        /// Waiting for the first byte of the answer.
        case firstByte
        /// Waiting for the rest of the answer.
        case body
    }

    /// The name has no address, or none that may be connected to, or none that answers.
    ///
    /// Which of them is not told apart: otherwise whoever chooses the name could scan ports.
    case unreachable
    /// The handshake failed, or the certificate is not the name's.
    case insecure
    /// A phase took too long.
    case timedOut(Phase)
    /// The connection ended before the answer did; `reached` if the request may have been read.
    case closed(reached: Bool)
    /// The answer broke a rule of framing or a limit.
    case malformed(HTTPParseError)
    /// The caller does not want the answer any more; `reached` if the request may have been read.
    case cancelled(reached: Bool)

    /// Whether it is certain that the peer did not get the request, so that sending it is safe.
    public var neverReached: Bool {
        switch self {
        case .unreachable, .insecure: true
        case .timedOut(let phase): [.resolve, .connect, .handshake].contains(phase)
        case .closed(let reached), .cancelled(let reached): !reached
        case .malformed: false
        }
    }
}
