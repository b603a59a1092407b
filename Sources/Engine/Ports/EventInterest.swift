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

/// Nobody is told of anything.
public struct NoInterest: EventInterest {
    /// Makes it.
    public init() {}

    /// Never.
    public func concerns(_ endpoint: WebhookEndpoint, _ payload: EventPayload) -> Bool { false }

    /// None.
    public func name(of payload: EventPayload, for endpoint: WebhookEndpoint) -> String? { nil }
}
