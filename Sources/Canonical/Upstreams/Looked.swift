/// The outcome of looking at how a link stands: nothing, for observations tell what was seen.
public struct Looked: Equatable, Sendable {
    /// Makes the empty outcome.
    public init() {}
}
