public import Wire

/// What an answer must be.
public struct ExpectedAnswer: Sendable {
    /// How much of the body counts.
    public enum Match: Sendable {
        /// Same members, values and order; at the paths given only presence and type count.
        case exact(JSONValue, vary: [JSONPath])
        /// Every member shown is there with its type; at the paths given the value counts too.
        case shape(JSONValue, fixed: [JSONPath])
        /// The whole body is this text.
        case text(String)
        /// The body does not count.
        case status
    }

    /// The status.
    public let status: Int
    /// How much of the body counts.
    public let match: Match
    /// Headers that must be there with these values.
    public let headers: [(name: String, value: String)]
    /// A text that the body's bytes contain, nil when it does not matter.
    public let contains: String?
    /// Paths that must name nothing.
    public let absent: [JSONPath]

    /// Makes an expectation.
    public init(
        status: Int,
        match: Match,
        headers: [(name: String, value: String)] = [],
        contains: String? = nil,
        absent: [JSONPath] = []
    ) {
        self.status = status
        self.match = match
        self.headers = headers
        self.contains = contains
        self.absent = absent
    }
}
