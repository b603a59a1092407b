/// A request body that can be read out of a JSON object.
public protocol WireDecodable: Sendable {
    /// Reads the body; unknown members are ignored.
    init(from object: WireObject) throws(WireError)

    /// Reads the body's usual form straight from its JSON; nil for every other text, which is then
    /// read by ``init(from:)``, and refused there if need be.
    ///
    /// For bodies that come often. What both read, they must read alike.
    init?(usual json: Span<UInt8>)
}

extension WireDecodable {
    /// There is no quicker way, unless a body has one.
    public init?(usual json: Span<UInt8>) { nil }
}

/// The body of a route that takes none: whatever was sent is ignored.
public struct NoBody: WireDecodable {
    /// Reads nothing.
    public init(from object: WireObject) throws(WireError) {}

    /// Makes the empty body.
    public init() {}
}
