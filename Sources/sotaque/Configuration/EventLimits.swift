/// The operator's figures for endpoints, deliveries, streams and what is kept of them.
struct EventLimits: Equatable, Sendable {
    /// Endpoints that an instance may have, and a tenant for all of its instances.
    var endpoints = 64
    /// Keys that a tenant may have issued.
    var issuedKeys = 256
    /// Deliveries on their way at once.
    var deliveriesInFlight = 256
    /// Those of them to one scheme, host and port.
    var deliveriesPerHost = 4
    /// How long an attempt may take where the vendor has no time of its own, in milliseconds.
    var deliveryTimeout = 15_000
    /// How much of a receiver's answer is read, in bytes.
    var deliveryResponseBytes = 16_384
    /// Live streams of one tenant.
    var streamsPerTenant = 64
    /// Days for which events are kept.
    var eventDays = 30
    /// Days for which deliveries that are over are kept, also those that were given up.
    var deliveryDays = 90
    /// Days for which the body of a delivery that succeeded is kept.
    var deliveredBodyDays = 7
    /// Days for which the body of a delivery that failed is kept.
    var failedBodyDays = 30
}
