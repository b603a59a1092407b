public import Canonical

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
    func disable(_ endpoint: String, because reason: SwitchOff, of instance: InstanceID)

    /// Has somebody told of what becomes durable.
    func observe(_ observer: any EventObserver)
}

extension DeliverySource {
    /// Nothing is known.
    public func surroundings(of event: Event, message: Message?) -> EventSurroundings {
        EventSurroundings()
    }
}
