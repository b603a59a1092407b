extension UpstreamRequest {
    /// A request's target out of a path's segments and a query, each percent-encoded.
    ///
    /// What may stand in any segment (RFC 3986 section 2.3) stays as it is, so an id that holds a
    /// slash, or is two dots, never leads to another path.
    public static func target(
        _ segments: [String],
        query: [(name: String, value: String)] = []
    ) -> String {
        let path = segments.map { "/" + encoded(segment: $0) }.joined()
        guard !query.isEmpty else { return path }
        let pairs = query.map {
            OutgoingEvent.encoded($0.name) + "=" + OutgoingEvent.encoded($0.value)
        }
        return path + "?" + pairs.joined(separator: "&")
    }

    /// Dots alone are encoded too: clients and proxies take `..` for a step upwards.
    private static func encoded(segment: String) -> String {
        switch segment {
        case ".": "%2E"
        case "..": "%2E%2E"
        default: OutgoingEvent.encoded(segment)
        }
    }
}
