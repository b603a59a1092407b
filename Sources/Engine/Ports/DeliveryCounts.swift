/// How many deliveries there are.
public struct DeliveryCounts: Sendable, Equatable {
    /// Not over yet.
    public var open = 0
    /// Given up.
    public var dead = 0

    /// None.
    public init() {}
}
