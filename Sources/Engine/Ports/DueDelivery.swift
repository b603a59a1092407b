public import Canonical

/// Which deliveries are due.
public struct DueQuery: Sendable {
    /// Due at or before this moment of the system's clock.
    public var now: Timestamp
    /// Deliveries that are on their way already.
    public var inFlight: Set<String>
    /// Endpoints that are not to be tried at present.
    public var resting: Set<String>
    /// At most so many; followers come on top as far as that many in all are not reached.
    public var limit: Int
    /// At most so many followers of each.
    public var ahead: Int

    /// Asks for what is due.
    public init(
        now: Timestamp,
        inFlight: Set<String>,
        resting: Set<String>,
        limit: Int,
        ahead: Int = 0
    ) {
        self.now = now
        self.inFlight = inFlight
        self.resting = resting
        self.limit = limit
        self.ahead = ahead
    }
}

/// A delivery that is due, with all that telling of it needs.
public struct DueDelivery: Sendable {
    /// The delivery.
    public let delivery: Delivery
    /// The chat's key within the endpoint, empty for what belongs to no chat.
    public let lane: String
    /// Its event.
    public let event: Event
    /// The message that the event tells of, as it is now.
    public let message: Message?
    /// Some of those that come after it in its lane, in order.
    public let followers: [DueDelivery]

    /// Joins the parts.
    public init(
        delivery: Delivery,
        lane: String,
        event: Event,
        message: Message?,
        followers: [DueDelivery] = []
    ) {
        self.delivery = delivery
        self.lane = lane
        self.event = event
        self.message = message
        self.followers = followers
    }

    /// The same delivery with those that come after it.
    public func followed(by followers: [DueDelivery]) -> DueDelivery {
        DueDelivery(
            delivery: delivery,
            lane: lane,
            event: event,
            message: message,
            followers: followers
        )
    }
}
