/// What an upstream answered.
public struct UpstreamReply: Equatable, Sendable {
    /// The status.
    public let status: Int
    /// The fields.
    public let fields: [HTTPField]
    /// The body.
    public let body: [UInt8]

    /// Takes an answer.
    public init(status: Int, fields: [HTTPField] = [], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Whether the status is one of success.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as JSON, nil when it is none.
    public var json: JSONValue? { try? JSONReader.read(body) }

    /// The body as a JSON object.
    ///
    /// - Throws: `upstream.protocol` when it is none: a page of HTML, or a text that broke off.
    public func object() throws(CommandFailure) -> WireObject {
        guard let object = json?.object else { throw Self.unreadable }
        return WireObject(object)
    }

    /// What is wrong with an answer that cannot be read.
    public static let unreadable = CommandFailure(
        .upstreamProtocol,
        "The upstream's answer could not be understood"
    )
}
