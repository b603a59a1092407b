/// What an upstream answered.
public struct UpstreamReply: Equatable, Sendable {
    /// The status.
    public let status: Int
    /// The header section.
    public let head: HTTPFields
    /// The body.
    public let body: [UInt8]

    /// Takes an answer as it came.
    public init(status: Int, head: HTTPFields, body: [UInt8]) {
        self.status = status
        self.head = head
        self.body = body
    }

    /// Makes an answer.
    public init(status: Int, fields: [HTTPField] = [], body: [UInt8]) {
        let head = HTTPFields(fields.map { ($0.name, $0.value) })
        self.init(status: status, head: head, body: body)
    }

    /// The fields, read anew each time: successes are seldom asked for theirs.
    public var fields: [HTTPField] { head.all.map { HTTPField(safe: $0.name, $0.value) } }

    /// Whether status, fields and body are the same.
    public static func == (left: UpstreamReply, right: UpstreamReply) -> Bool {
        left.status == right.status && left.body == right.body && left.fields == right.fields
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
