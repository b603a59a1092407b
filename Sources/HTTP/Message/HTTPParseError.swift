/// Bytes that are not the message they should be: what to answer, and why.
///
/// A connection that met one is not read any further: where the next message begins is unknown.
public struct HTTPParseError: Error, Equatable, Sendable {
    /// The status code to answer with.
    public let status: Int
    /// The rule that was broken, in words that can be shown to the client.
    public let reason: String

    /// Names the status and the rule.
    public init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
