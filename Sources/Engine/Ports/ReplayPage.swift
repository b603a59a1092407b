/// The deliveries that one change makes due again: the oldest that a filter means behind a place.
///
/// They are those that were given up unless the filter names states, and only those whose endpoint
/// and event are still there.
public struct ReplayPage: Sendable, Equatable {
    /// The most deliveries of a page, so that other commits do not wait long for it.
    public static let limit = 1000

    /// How many they are.
    public let count: Int
    /// The place behind which the next page begins; the first one begins behind 0.
    public let end: Int64

    /// Describes a page.
    public init(count: Int, end: Int64) {
        self.count = count
        self.end = end
    }

    /// Whether there may be more behind it.
    public var isFull: Bool { count >= Self.limit }
}
