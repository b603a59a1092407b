/// An answer: status, header fields and a body that is known whole.
///
/// Framing fields (`Content-Length`, `Connection`, `Date`) are the server's and are never set here.
public struct HTTPResponse: Equatable, Sendable {
    /// The status code.
    public var status: Int
    /// Fields besides those of the framing, `Content-Type` included.
    public var fields: [HTTPField]
    /// The body's bytes.
    public var body: [UInt8]

    /// Makes an answer out of its parts.
    public init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
