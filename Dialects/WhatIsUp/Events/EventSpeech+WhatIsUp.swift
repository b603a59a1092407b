import DialectKit

extension EventSpeech {
    /// The older generation's events, signed like Stripe's.
    static let whatIsUp = EventSpeech(
        names: EventName.allCases.map(\.rawValue),
        fields: [
            HTTPField("Content-Type", "application/json"),
            HTTPField("User-Agent", "whatisup-webhooks/0.0.1"),
        ],
        signature: .timestamped(header: "X-WhatIsUp-Signature"),
        retries: .whatIsUp,
        name: { payload in EventName(payload)?.rawValue },
        concerns: { endpoint, payload in
            guard let name = EventName(payload) else { return false }
            return endpoint.wants(name, of: payload.chat)
        },
        render: { view, endpoint in
            let chat = view.event.payload.chat ?? view.message?.chat
            guard let name = EventName(view.event.payload), endpoint.wants(name, of: chat),
                let document = EventDocument(name, view)
            else { return [] }
            return [document.request]
        },
        stream: { view, filter in
            guard let name = EventName(view.event.payload), filter.wants(name),
                let document = EventDocument(name, view)
            else { return [] }
            return [document.frame]
        }
    )
}

extension WebhookEndpoint {
    /// Whether the endpoint named the event, and its filter lets the chat pass.
    fileprivate func wants(_ name: EventName, of chat: Address?) -> Bool {
        events.contains(name.rawValue) && (ChatTypes(of: self)?.admits(chat) ?? true)
    }
}

extension StreamFilter {
    /// Whether a stream named the event, or none at all.
    fileprivate func wants(_ name: EventName) -> Bool {
        events.isEmpty || events.contains(name.rawValue)
    }
}

extension RetrySchedule {
    /// Six attempts within about two and a half hours; the jitter's size and the time-out are assumed.
    fileprivate static let whatIsUp = RetrySchedule(
        delaysMilliseconds: [10_000, 60_000, 300_000, 1_800_000, 7_200_000],
        jitter: 0.2,
        attemptTimeoutMilliseconds: 10_000
    )
}
