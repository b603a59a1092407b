import DialectKit

extension Route {
    /// `GET /v1/events`: live events as a stream, of all instances that the key may see or of one.
    ///
    /// That an unknown name of an event is refused is assumed.
    static let streamEvents = Route(
        streaming: "/v1/events",
        "events.stream",
        access: .stream,
        subscribe: { request throws(WireError) -> EventSubscription in
            let instance = request.query["instance_id"].flatMap { $0.isEmpty ? nil : $0 }
            let names = try EventName.listed(in: request.query)
            return EventSubscription(.tenant(named: instance), StreamFilter(events: names))
        }
    )
}

extension EventName {
    /// The names in `events`, separated by commas.
    fileprivate static func listed(in query: QueryItems) throws(WireError) -> [String] {
        var names: [String] = []
        for pair in query.pairs where pair.name == "events" {
            for part in pair.value.split(separator: ",") {
                let event = try EventName(named: part.filter { $0 != " " }, at: "events")
                if !names.contains(event.rawValue) { names.append(event.rawValue) }
            }
        }
        return names
    }
}
