public import Wire

/// What a dialect may know of a request's head once its route is known.
///
/// A class, because it is the same for all requests with a head of the same bytes.
public final class RoutedHead: Sendable {
    let request: HTTPRequestHead
    /// The path's parameters by name, percent-decoded.
    public let parameters: [String: String]
    /// The query, percent-decoded.
    public let query: QueryItems
    /// Whether the body is JSON by its Content-Type.
    let saysJSON: Bool

    /// Joins a head with what its route found in it.
    public init(
        _ head: HTTPRequestHead,
        parameters: [String: String] = [:],
        query: QueryItems = QueryItems()
    ) {
        request = head
        self.parameters = parameters
        self.query = query
        saysJSON = BodyRules.isJSON(head.fields)
    }
}
