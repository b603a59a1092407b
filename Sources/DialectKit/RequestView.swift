/// What a dialect may know of a request that was routed and authenticated.
public struct RequestView: Sendable {
    /// The path's parameters by name, percent-decoded.
    public let parameters: [String: String]
    /// The query, percent-decoded.
    public let query: QueryItems
    /// The body's bytes.
    public let body: [UInt8]
    /// When the request came.
    public let receivedAt: Timestamp
    /// The request's id, as the answer shows it.
    public let requestID: String
    /// What the caller may still ask for; nil where no rate limit is applied.
    public let allowance: Allowance?
    /// Whether the body is JSON by its Content-Type.
    let saysJSON: Bool
    private let head: HTTPRequestHead
    private let publicURL: String?

    /// The path as it was sent, without the query.
    public var path: String { head.path }
    /// The header section.
    public var fields: HTTPFields { head.fields }
    /// The URL under which the caller reaches this gateway, without a final slash.
    public var baseURL: String { publicURL ?? "http://" + head.authority }

    /// Makes a view out of a request's parts; without a base URL its authority is reached by plain
    /// HTTP, and whether the body is JSON is found out where it is not said.
    public init(
        _ head: HTTPRequestHead,
        parameters: [String: String] = [:],
        query: QueryItems = QueryItems(),
        body: [UInt8] = [],
        saysJSON: Bool? = nil,
        receivedAt: Timestamp = Timestamp(milliseconds: 0),
        requestID: String = "",
        baseURL: String? = nil,
        allowance: Allowance? = nil
    ) {
        self.head = head
        self.saysJSON = saysJSON ?? BodyRules.isJSON(head.fields)
        self.parameters = parameters
        self.query = query
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
            HTTPRequestHead(method: .get, path: path, fields: fields),
            parameters: parameters,
            query: query,
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
