/// A request line and header section that kept every rule of framing.
///
/// A value; copies share their storage, for every step of a request passes it on.
public struct HTTPRequestHead: Sendable {
    @usableFromInline let record: Record

    /// Makes a head out of its parts; without an authority it is the one of `Host`.
    public init(
        method: HTTPMethod,
        path: String,
        query: String? = nil,
        authority: String? = nil,
        isHTTP10: Bool = false,
        fields: HTTPFields = HTTPFields()
    ) {
        record = Record(method, path, query, authority, isHTTP10, fields)
    }

    /// The request's method.
    @inlinable public var method: HTTPMethod { record.method }
    /// The path as it was sent, percent escapes and all, without the query.
    @inlinable public var path: String { record.path }
    /// The query as it was sent, nil when the target had no `?`.
    @inlinable public var query: String? { record.query }
    /// Whether the request came as HTTP/1.0.
    @inlinable public var isHTTP10: Bool { record.isHTTP10 }
    /// The header section.
    @inlinable public var fields: HTTPFields { record.fields }
    /// The authority the client asked for: the target's when in absolute form, else `Host`.
    public var authority: String { record.authority ?? fields["host"] ?? "" }
}

extension HTTPRequestHead {
    @usableFromInline
    final class Record: Sendable {
        @usableFromInline let method: HTTPMethod
        @usableFromInline let path: String
        @usableFromInline let query: String?
        let authority: String?
        @usableFromInline let isHTTP10: Bool
        @usableFromInline let fields: HTTPFields

        init(
            _ method: HTTPMethod,
            _ path: String,
            _ query: String?,
            _ authority: String?,
            _ isHTTP10: Bool,
            _ fields: HTTPFields
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.authority = authority
            self.isHTTP10 = isHTTP10
            self.fields = fields
        }
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
