/// How a dialect tells of events: data and pure functions.
public struct EventSpeech: Sendable {
    /// The vendor's names of events, in the order of its pages.
    public let names: [String]
    /// What every delivery carries besides its own fields: Content-Type, User-Agent.
    public let fields: [HTTPField]
    /// How bodies are signed; without a secret nothing is.
    public let signature: SignatureScheme
    /// When a failed delivery is tried again, nil for the operator's schedule.
    public let retries: RetrySchedule?
    /// Whether an endpoint may want an event, by what is known without reading anything.
    ///
    /// Asked inside the engine's critical section, so it must be quick; yes when in doubt.
    public let concerns: @Sendable (WebhookEndpoint, EventPayload) -> Bool
    /// The vendor's name of an event as far as the payload alone says it, nil when it does not.
    ///
    /// Lists show it for deliveries that were not tried yet. Asked inside the engine's critical
    /// section.
    public let name: @Sendable (EventPayload) -> String?
    /// The requests that tell of an event, none when the endpoint's filters leave it out or the
    /// vendor has no word for it.
    public let render: @Sendable (EventView, WebhookEndpoint) -> [OutgoingEvent]
    /// The JSON documents by which a live stream tells of it, none when filtered out.
    public let stream: @Sendable (EventView, StreamFilter) -> [[UInt8]]

    /// Describes a dialect's events.
    public init(
        names: [String],
        fields: [HTTPField] = [HTTPField("Content-Type", "application/json")],
        signature: SignatureScheme = .none,
        retries: RetrySchedule? = nil,
        name: @escaping @Sendable (EventPayload) -> String? = { _ in nil },
        concerns: @escaping @Sendable (WebhookEndpoint, EventPayload) -> Bool,
        render: @escaping @Sendable (EventView, WebhookEndpoint) -> [OutgoingEvent],
        stream: @escaping @Sendable (EventView, StreamFilter) -> [[UInt8]] = { _, _ in [] }
    ) {
        self.names = names
        self.fields = fields
        self.signature = signature
        self.retries = retries
        self.name = name
        self.concerns = concerns
        self.render = render
        self.stream = stream
    }

    /// Tells of nothing.
    public static let silent = EventSpeech(
        names: [],
        concerns: { _, _ in false },
        render: { _, _ in [] }
    )
}
