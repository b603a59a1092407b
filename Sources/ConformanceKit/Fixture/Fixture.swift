public import Wire

/// One exchange with a gateway: the state before, what is sent, and the answer that is owed.
public struct Fixture: Sendable {
    /// Its path below the fixtures' folder without the extension: `megaapi/group/create.1`.
    public let name: String
    /// One sentence: what is true when the fixture passes.
    public let title: String
    /// The dialect it is written in.
    public let dialect: String
    /// The vendor's operation, `unknown` where no route is.
    public let operation: String
    /// The labels of the documented exchanges that it plays.
    public let covers: [String]
    /// Where its facts stand.
    public let source: Source
    /// How well its facts are known.
    public let evidence: Evidence
    /// The state before.
    public let given: Given
    /// What is sent.
    public let request: FixtureRequest
    /// What must come.
    public let expectation: ExpectedAnswer
    /// A known gap and why: the fixture is played, and passing is an error; nil when there is none.
    public let expectFailure: String?
    /// Why the sandbox cannot be brought to give this answer; such a fixture is only listed.
    public let unreachable: String?

    /// Where a fixture's facts stand.
    public struct Source: Equatable, Sendable {
        /// The document.
        public let document: String
        /// Lines or sections of it, nil when the whole is meant.
        public let lines: String?
        /// What a reader must know besides, nil when nothing.
        public let note: String?
    }

    /// The folder below the dialect's: `group`.
    public var area: String {
        let parts = name.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }
}

/// A request of a fixture, its placeholders not filled in yet.
public struct FixtureRequest: Sendable {
    /// The body, as it is written down.
    public enum Body: Sendable {
        /// No bytes at all.
        case none
        /// Sent as JSON without white space, members in this order.
        case json(JSONValue)
        /// Sent as it is.
        case text(String)
    }

    /// The method.
    public let method: HTTPMethod
    /// The path with its query, as it goes on the wire.
    public let path: String
    /// The only headers that go out beside those of the framing.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: Body
}
