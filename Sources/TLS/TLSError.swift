internal import COpenSSL

/// Why TLS could not be set up or go on, in words fit for the operator's log.
public struct TLSError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The step that failed.
    public enum Kind: Equatable, Sendable {
        /// A certificate, key or authority file could not be used.
        case configuration
        /// The peers found no common ground, or the peer sent something that is no TLS.
        case handshake
        /// The peer's certificate is not to be trusted, or is for another name.
        case verification
        /// An established connection broke.
        case connection
    }

    /// The step that failed.
    public let kind: Kind
    /// What OpenSSL said about it.
    public let reason: String

    /// Names the failed step.
    public init(kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// The step and the reason.
    public var description: String { "TLS \(kind): \(reason)" }

    /// Makes an error of the oldest entry in this thread's error queue, and empties the queue.
    static func last(_ kind: Kind, _ context: String? = nil) -> TLSError {
        let code = ERR_get_error()
        ERR_clear_error()
        let words = ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason given"
        return TLSError(kind: kind, reason: context.map { "\($0): \(words)" } ?? words)
    }
}
