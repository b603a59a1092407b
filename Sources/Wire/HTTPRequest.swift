/// A request line and header section that kept every rule of framing.
public struct HTTPRequestHead: Sendable {
    /// The request's method.
    public let method: HTTPMethod
    /// The path as it was sent, percent escapes and all, without the query.
    public let path: String
    /// The query as it was sent, nil when the target had no `?`.
    public let query: String?
    /// The authority the client asked for: the target's when in absolute form, else `Host`.
    public let authority: String
    /// Whether the request came as HTTP/1.0.
    public let isHTTP10: Bool
    /// The header section.
    public let fields: HTTPFields

    /// Makes a head out of its parts.
    public init(
        method: HTTPMethod,
        path: String,
        query: String? = nil,
        authority: String = "",
        isHTTP10: Bool = false,
        fields: HTTPFields = HTTPFields()
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.authority = authority
        self.isHTTP10 = isHTTP10
        self.fields = fields
    }
}

/// A whole request: its head and its body, unchunked and inflated.
public struct HTTPRequest: Sendable {
    /// The request line and header section.
    public let head: HTTPRequestHead
    /// The body's bytes, empty when there was none.
    public let body: [UInt8]

    /// Makes a request out of its parts.
    public init(head: HTTPRequestHead, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }
}
