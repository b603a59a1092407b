/// How a vendor signs what it posts.
public enum SignatureScheme: Sendable, Equatable {
    /// It does not.
    case none
    /// `<header>: <prefix><hex>`, lower-case HMAC-SHA256 over the body.
    case body(header: String, prefix: String)
    /// `<header>: t=<seconds>,v1=<hex>`, lower-case HMAC-SHA256 over `<seconds>.<body>`.
    case timestamped(header: String)
    /// `<header>: <secret>`, which proves who it is and nothing of the body.
    case secret(header: String)
}
