public import Canonical
public import DialectKit
public import Engine

/// Says by the dialects' own rules which endpoints an event concerns.
public struct DialectInterest: EventInterest {
    private let speech: [DialectID: EventSpeech]

    /// Takes the dialects' rules.
    public init(_ dialects: [any Dialect]) {
        speech = Dictionary(dialects.map { ($0.id, $0.events) }) { $1 }
    }

    /// Whether the endpoint's dialect may have something to tell of the event.
    public func concerns(_ endpoint: WebhookEndpoint, _ payload: EventPayload) -> Bool {
        speech[endpoint.dialect]?.concerns(endpoint, payload) == true
    }

    /// The dialect's name of the event, nil when the payload alone does not say it.
    public func name(of payload: EventPayload, for endpoint: WebhookEndpoint) -> String? {
        speech[endpoint.dialect]?.name(payload)
    }
}
