/// What can go wrong with a delivery, in the words that are stored and shown.
///
/// Closed, so that neither a URL nor what the receiver wrote can ever be among them.
enum DeliveryFault: String, Sendable, CaseIterable {
    /// No address of the name may be called, or none took the connection.
    case unreachable
    /// The TLS handshake failed, or the certificate is not the name's.
    case insecure = "tls"
    /// The receiver did not answer in time.
    case timeout
    /// The connection ended before the answer's head did.
    case closed = "connection closed"
    /// The answer is not HTTP.
    case malformed = "malformed answer"
    /// The receiver points elsewhere, where nobody follows.
    case redirect
    /// The answer's status is not 2xx.
    case status
    /// The receiver says 410: never again.
    case gone
    /// The endpoint's URL is one that is not called.
    case url = "bad url"
    /// The endpoint was switched off by the gateway.
    case endpointDisabled = "endpoint disabled"
    /// The endpoint was removed.
    case endpointRemoved = "endpoint removed"
    /// The instance was removed, and nothing is left to tell of it.
    case instanceRemoved = "instance removed"
    /// The dialect of the endpoint is not served any more.
    case dialectUnknown = "dialect not served"
}
