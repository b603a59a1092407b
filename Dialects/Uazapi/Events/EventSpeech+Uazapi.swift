import DialectKit

extension EventSpeech {
    /// How uazapi tells of events: one POST each, signed by nothing.
    static let uazapi = EventSpeech(
        names: EventType.allCases.map(\.rawValue),
        fields: [
            HTTPField("Content-Type", "application/json"),
            HTTPField("User-Agent", "uazapiGO-Webhook/1.0"),
        ],
        concerns: { endpoint, payload in
            EventType.all(for: payload).contains { type in
                guard endpoint.events.contains(type.rawValue) else { return false }
                guard type == .messages else { return true }
                let filter = MessageFilter(WebhookSettings(of: endpoint).excluded)
                return !filter.excludes(MessageTraits(of: payload))
            }
        },
        render: { view, endpoint in
            let settings = WebhookSettings(of: endpoint)
            return tellings(of: view, endpoint.events, without: settings.excluded)
                .map { $0.request(of: view, settings) }
        },
        stream: { view, filter in
            let names = filter.events.isEmpty ? EventType.allCases.map(\.rawValue) : filter.events
            return tellings(of: view, names, without: filter.excluded).map { $0.line(of: view) }
        }
    )

    /// What is told of an event to whom wants these events and not these messages.
    private static func tellings(
        of view: EventView,
        _ events: [String],
        without excluded: [String]
    ) -> [Telling] {
        let filter = MessageFilter(excluded)
        return EventType.all(for: view.event.payload)
            .filter { events.contains($0.rawValue) }
            .compactMap { Telling($0, of: view) }
            .filter { telling in
                guard telling.type == .messages, let traits = telling.traits else { return true }
                return !filter.excludes(traits)
            }
    }
}
