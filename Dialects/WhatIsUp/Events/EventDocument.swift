import DialectKit

/// One event in the vendor's envelope.
struct EventDocument {
    private let name: EventName
    private let view: EventView
    private let data: EventData

    /// Words an event under that name, nil when what it tells of is gone.
    init?(_ name: EventName, _ view: EventView) {
        guard let data = EventData(view) else { return nil }
        self.name = name
        self.view = view
        self.data = data
    }

    /// What is posted to an endpoint.
    var request: OutgoingEvent {
        OutgoingEvent(
            name: name.rawValue,
            fields: [
                HTTPField("X-WhatIsUp-Event", name.rawValue),
                HTTPField("X-WhatIsUp-Event-Id", id),
                HTTPField("X-WhatIsUp-Correlation-Id", correlationID),
            ],
            eventID: id,
            body: body(flattened: false)
        )
    }

    /// What a stream shows: the envelope, and what is in `data` again beside it.
    ///
    /// The page's frames are flat while its prose says that they are what webhooks get: clients of
    /// either reading find what they look for. That both are sent is assumed.
    var frame: [UInt8] { body(flattened: true) }

    private var id: String { EventID.shown(view.event.id) }

    /// The request that caused the event; of one that nobody asked for, an id made out of its own,
    /// which is assumed.
    private var correlationID: String { view.event.requestID ?? "req_" + view.event.id }

    private func body(flattened: Bool) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.member("event", name.rawValue)
            writer.member("event_id", id)
            writer.member("api_version", "2026-04")
            writer.member("instance_id", view.instance.name(in: WhatIsUpDialect.dialectID))
            writer.member("occurred_at", view.event.at.iso8601)
            writer.member("data", data.write)
            if flattened { data.write(&writer) }
        }
        return writer.bytes
    }
}
