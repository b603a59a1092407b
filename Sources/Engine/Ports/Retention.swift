public import Canonical

/// From which ages on things are removed.
public struct Retention: Sendable, Equatable {
    /// Events older than this that no open or dead delivery needs, with their messages kept.
    public var eventsBefore: Timestamp
    /// Bodies of deliveries that succeeded or were skipped before this.
    public var succeededBodiesBefore: Timestamp
    /// Bodies of other deliveries that are over since before this.
    public var otherBodiesBefore: Timestamp
    /// Deliveries that are over since before this, also those that were given up; keys that were
    /// taken back before it; and endpoints that were removed before it and have no deliveries left.
    public var deliveriesBefore: Timestamp
    /// Keys of what upstreams told before this; a repeat that comes later counts anew.
    public var toldBefore: Timestamp
    /// Counts of uses of days before this, and differences between upstreams seen before it.
    public var trialsBefore: Timestamp
    /// At most so many rows of each, so that one pass stays short.
    public var limit: Int

    /// Describes a pass.
    public init(
        eventsBefore: Timestamp,
        succeededBodiesBefore: Timestamp,
        otherBodiesBefore: Timestamp,
        deliveriesBefore: Timestamp,
        toldBefore: Timestamp = Timestamp(milliseconds: 0),
        trialsBefore: Timestamp = Timestamp(milliseconds: 0),
        limit: Int = 1000
    ) {
        self.eventsBefore = eventsBefore
        self.succeededBodiesBefore = succeededBodiesBefore
        self.otherBodiesBefore = otherBodiesBefore
        self.deliveriesBefore = deliveriesBefore
        self.toldBefore = toldBefore
        self.trialsBefore = trialsBefore
        self.limit = limit
    }
}
