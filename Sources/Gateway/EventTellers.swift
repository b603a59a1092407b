public import Deliveries

/// What tells clients of events, as far as the front needs to know it.
public struct EventTellers: Sendable {
    /// The live streams.
    public let hub: EventHub
    /// What became of deliveries.
    public let deliveries: DeliveryMetrics

    /// Joins the two.
    public init(hub: EventHub, deliveries: DeliveryMetrics) {
        self.hub = hub
        self.deliveries = deliveries
    }
}
