public import Canonical

/// Says which endpoints an event concerns.
public protocol EventInterest: Sendable {
    /// Whether the endpoint's dialect may have something to tell of the event.
    ///
    /// Asked inside the engine's critical section, so it is pure and quick.
    func concerns(_ endpoint: WebhookEndpoint, _ payload: EventPayload) -> Bool

    /// The vendor's name of the event in the endpoint's dialect, nil when the payload alone does not
    /// say it.
    ///
    /// Asked inside the engine's critical section, so it is pure and quick.
    func name(of payload: EventPayload, for endpoint: WebhookEndpoint) -> String?
}

extension EventInterest {
    /// Says nothing.
    public func name(of payload: EventPayload, for endpoint: WebhookEndpoint) -> String? { nil }
}

/// Nobody is told of anything.
public struct NoInterest: EventInterest {
    /// Makes it.
    public init() {}

    /// Never.
    public func concerns(_ endpoint: WebhookEndpoint, _ payload: EventPayload) -> Bool { false }
}

/// Told of events once they are durable.
public protocol EventObserver: AnyObject, Sendable {
    /// These events were committed, and so many deliveries with them.
    ///
    /// Called in the order of numbers within an instance, on whatever thread resolved the commit, and
    /// maybe inside the engine's critical section: it may only take note, and never call back.
    func committed(_ events: [Event], deliveries: Int)

    /// A commit was lost and the engine took up what the store has: what is known may be too much.
    func reloaded()
}

/// What the delivery of events needs of the engine.
public protocol DeliverySource: AnyObject, Sendable {
    /// The first open delivery of each (endpoint, chat) that is due, oldest due first, each with up
    /// to `ahead` of those behind it.
    func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery]

    /// The earliest moment at which a delivery is due that is not excluded, nil when none is open.
    func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp?

    /// The endpoint with that id, nil once it was removed.
    func endpoint(_ id: String) -> WebhookEndpoint?

    /// The instance, nil once it was removed.
    func instance(_ id: InstanceID) -> Instance?

    /// One message in an instance's view, nil when there is none.
    func message(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> Message?

    /// What the account knows around an event, as it is now.
    func surroundings(of event: Event, message: Message?) -> EventSurroundings

    /// Writes down how attempts ended; they count once the ticket says so.
    func record(_ results: [DeliveryResult]) -> CommitTicket

    /// Switches an endpoint off and says why, with an event of the instance.
    func disable(_ endpoint: String, because reason: String, of instance: InstanceID)

    /// Has somebody told of what becomes durable.
    func observe(_ observer: any EventObserver)
}

extension DeliverySource {
    /// Nothing is known.
    public func surroundings(of event: Event, message: Message?) -> EventSurroundings {
        EventSurroundings()
    }
}

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

/// How an attempt ended.
public struct DeliveryResult: Sendable, Equatable {
    /// What becomes of the delivery.
    public enum Next: Sendable, Equatable {
        /// It is over: the receiver took it.
        case succeeded
        /// It is over: nothing was to be sent.
        case skipped
        /// It is tried again at this moment of the system's clock.
        case again(Timestamp)
        /// It is given up.
        case dead
    }

    /// Which delivery.
    public let id: String
    /// What becomes of it.
    public let next: Next
    /// When the attempt ended, on the system's clock.
    public let at: Timestamp
    /// Whether it counts as an attempt.
    public let counts: Bool
    /// The vendor's name of the event, nil to keep it.
    public let name: String?
    /// The answer's status, nil when none came.
    public let status: Int?
    /// What went wrong, in words of ours; nil when nothing did.
    public let error: String?
    /// The body as it was sent, nil to keep it.
    public let body: [UInt8]?

    /// Makes a result.
    public init(
        id: String,
        next: Next,
        at: Timestamp,
        counts: Bool = true,
        name: String? = nil,
        status: Int? = nil,
        error: String? = nil,
        body: [UInt8]? = nil
    ) {
        self.id = id
        self.next = next
        self.at = at
        self.counts = counts
        self.name = name
        self.status = status
        self.error = error
        self.body = body
    }
}

/// A delivery as it is queued, in the transaction of its event.
public struct OutboxEntry: Sendable, Equatable {
    /// Its id: `dlv_` and a ULID.
    public let id: String
    /// The endpoint's id.
    public let endpoint: String
    /// The chat's key, empty for what belongs to no chat.
    public let lane: String
    /// Whose event.
    public let instance: InstanceID
    /// The event's number.
    public let sequence: Int64
    /// The vendor's name of the event, nil when it is not known yet.
    public let name: String?
    /// When it was queued, and is due, on the system's clock.
    public let at: Timestamp

    /// Makes an entry.
    public init(
        id: String,
        endpoint: String,
        lane: String,
        instance: InstanceID,
        sequence: Int64,
        name: String? = nil,
        at: Timestamp
    ) {
        self.id = id
        self.endpoint = endpoint
        self.lane = lane
        self.instance = instance
        self.sequence = sequence
        self.name = name
        self.at = at
    }
}

/// How many deliveries there are.
public struct DeliveryCounts: Sendable, Equatable {
    /// Not over yet.
    public var open = 0
    /// Given up.
    public var dead = 0

    /// None.
    public init() {}
}

/// From which ages on things are removed.
public struct Retention: Sendable, Equatable {
    /// Events older than this that no open or dead delivery needs, with their messages kept.
    public var eventsBefore: Timestamp
    /// Bodies of deliveries that succeeded or were skipped before this.
    public var succeededBodiesBefore: Timestamp
    /// Bodies of other deliveries that are over since before this.
    public var otherBodiesBefore: Timestamp
    /// Deliveries that succeeded or were skipped before this.
    public var deliveriesBefore: Timestamp
    /// At most so many rows of each, so that one pass stays short.
    public var limit: Int

    /// Describes a pass.
    public init(
        eventsBefore: Timestamp,
        succeededBodiesBefore: Timestamp,
        otherBodiesBefore: Timestamp,
        deliveriesBefore: Timestamp,
        limit: Int = 1000
    ) {
        self.eventsBefore = eventsBefore
        self.succeededBodiesBefore = succeededBodiesBefore
        self.otherBodiesBefore = otherBodiesBefore
        self.deliveriesBefore = deliveriesBefore
        self.limit = limit
    }
}
