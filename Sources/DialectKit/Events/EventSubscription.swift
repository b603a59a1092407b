/// What a live stream follows.
public struct EventSubscription: Sendable, Equatable {
    /// Whose events.
    public enum Instances: Sendable, Equatable {
        /// Those of the caller's one instance.
        case caller
        /// Those of the tenant's instance with this name in the dialect; of all when nil.
        case tenant(named: String?)
    }

    /// Whose events.
    public let instances: Instances
    /// Which of them.
    public let filter: StreamFilter

    /// Describes a stream.
    public init(_ instances: Instances, _ filter: StreamFilter) {
        self.instances = instances
        self.filter = filter
    }
}

/// Which events a live stream tells, in the vendor's words.
public struct StreamFilter: Sendable, Equatable {
    /// The names that are wanted; all when empty.
    public let events: [String]
    /// The kinds of message that are left out.
    public let excluded: [String]

    /// Describes a filter.
    public init(events: [String] = [], excluded: [String] = []) {
        self.events = events
        self.excluded = excluded
    }
}
