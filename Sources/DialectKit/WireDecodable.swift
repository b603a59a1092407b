/// A request body that can be read out of a JSON object.
public protocol WireDecodable: Sendable {
    /// Reads the body; unknown members are ignored.
    init(from object: WireObject) throws(WireError)
}

/// The body of a route that takes none: whatever was sent is ignored.
public struct NoBody: WireDecodable {
    /// Reads nothing.
    public init(from object: WireObject) throws(WireError) {}

    /// Makes the empty body.
    public init() {}
}
