import DialectKit

extension Route {
    /// `GET /sse`: the instance's events as they happen, one JSON document a line.
    ///
    /// The token stands in the query, for a browser's `EventSource` sends no headers of its own.
    static let streamEvents = Route(
        streaming: "/sse",
        "sse.subscribe",
        access: .instance,
        subscribe: { (request) throws(WireError) -> EventSubscription in
            let events = request.query.names("events")
            guard !events.isEmpty else {
                throw WireError(.missing, path: "events", "Missing events")
            }
            let excluded = request.query.names("excludeMessages")
            return EventSubscription(.caller, StreamFilter(events: events, excluded: excluded))
        }
    )
}

extension QueryItems {
    /// Names that are separated by commas, or given by a parameter each, or both.
    fileprivate func names(_ parameter: String) -> [String] {
        pairs.filter { $0.name == parameter }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
    }
}
