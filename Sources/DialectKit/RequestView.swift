/// What a dialect may know of a request that was routed and authenticated.
public struct RequestView: Sendable {
    /// The path as it was sent, without the query.
    public let path: String
    /// The path's parameters by name, percent-decoded.
    public let parameters: [String: String]
    /// The query, percent-decoded.
    public let query: QueryItems
    /// The header section.
    public let fields: HTTPFields
    /// The body's bytes.
    public let body: [UInt8]
    /// When the request came.
    public let receivedAt: Timestamp
    /// The request's id, as the answer shows it.
    public let requestID: String
    /// The URL under which the caller reaches this gateway, without a final slash.
    public var baseURL: String { publicURL ?? "http://" + authority }
    /// What the caller may still ask for; nil where no rate limit is applied.
    public let allowance: Allowance?
    private let publicURL: String?
    private let authority: String

    /// Makes a view out of its parts; without a base URL the authority is reached by plain HTTP.
    public init(
        path: String,
        parameters: [String: String] = [:],
        query: QueryItems = QueryItems(),
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = [],
        receivedAt: Timestamp = Timestamp(milliseconds: 0),
        requestID: String = "",
        baseURL: String? = nil,
        authority: String = "",
        allowance: Allowance? = nil
    ) {
        self.path = path
        self.parameters = parameters
        self.query = query
        self.fields = fields
        self.body = body
        self.receivedAt = receivedAt
        self.requestID = requestID
        self.publicURL = baseURL
        self.authority = authority
        self.allowance = allowance
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
