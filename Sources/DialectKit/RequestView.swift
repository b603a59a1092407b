/// What a dialect may know of a request that was routed and authenticated.
public struct RequestView: Sendable {
    private let head: RoutedHead
    /// The body's bytes.
    public let body: [UInt8]
    /// When the request came.
    public let receivedAt: Timestamp
    /// The request's id, as the answer shows it.
    public let requestID: String
    /// What the caller may still ask for; nil where no rate limit is applied.
    public let allowance: Allowance?
    private let publicURL: String?

    /// The path's parameters by name, percent-decoded.
    public var parameters: [String: String] { head.parameters }
    /// The query, percent-decoded.
    public var query: QueryItems { head.query }
    /// The path as it was sent, without the query.
    public var path: String { head.request.path }
    /// The header section.
    public var fields: HTTPFields { head.request.fields }
    /// The URL under which the caller reaches this gateway, without a final slash.
    public var baseURL: String { publicURL ?? "http://" + head.request.authority }
    /// Whether the body is JSON by its Content-Type.
    var saysJSON: Bool { head.saysJSON }

    /// Makes a view out of a request's parts; without a base URL its authority is reached by plain
    /// HTTP.
    public init(
        _ head: RoutedHead,
        body: [UInt8] = [],
        receivedAt: Timestamp = Timestamp(milliseconds: 0),
        requestID: String = "",
        baseURL: String? = nil,
        allowance: Allowance? = nil
    ) {
        self.head = head
        self.body = body
        self.receivedAt = receivedAt
        self.requestID = requestID
        self.publicURL = baseURL
        self.allowance = allowance
    }

    /// Makes a view out of texts, for those who have no request.
    public init(
        path: String,
        parameters: [String: String] = [:],
        query: QueryItems = QueryItems(),
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = [],
        receivedAt: Timestamp = Timestamp(milliseconds: 0),
        requestID: String = "",
        baseURL: String? = nil,
        allowance: Allowance? = nil
    ) {
        self.init(
            RoutedHead(
                HTTPRequestHead(method: .get, path: path, fields: fields),
                parameters: parameters,
                query: query
            ),
            body: body,
            receivedAt: receivedAt,
            requestID: requestID,
            baseURL: baseURL,
            allowance: allowance
        )
    }

    /// A parameter of the path; the router has made sure that it is there.
    public func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// An address in a parameter of the path.
    public func address(parameter name: String) throws(WireError) -> Address {
        try WireObject.address(in: parameter(name), path: name)
    }

    /// An address in the query.
    public func address(query name: String) throws(WireError) -> Address {
        guard let text = query[name], !text.isEmpty else {
            throw WireError(.missing, path: name, "\(name) is required")
        }
        return try WireObject.address(in: text, path: name)
    }
}
