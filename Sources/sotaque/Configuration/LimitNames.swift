internal import HTTP
internal import Wire

/// The names under which every limit of the server, and of telling of events, is set and printed.
enum LimitNames {
    private static var counts: [(name: String, path: WritableKeyPath<Limits, Int>)] {
        [
            ("empty_lines", \.emptyLines), ("request_line_bytes", \.requestLineBytes),
            ("header_section_bytes", \.headerSectionBytes),
            ("header_line_bytes", \.headerLineBytes), ("header_lines", \.headerLines),
            ("body_bytes", \.bodyBytes), ("media_body_bytes", \.mediaBodyBytes),
            ("bodies_bytes", \.bodiesBytes), ("inflation_ratio", \.inflationRatio),
            ("chunk_line_bytes", \.chunkLineBytes),
            ("chunk_extension_bytes", \.chunkExtensionBytes), ("trailer_bytes", \.trailerBytes),
            ("connections", \.connections), ("queued_bytes", \.queuedBytes),
            ("linger_bytes", \.lingerBytes), ("body_rate_floor", \.bodyRateFloor),
            ("tenant_requests", \.tenantRequests), ("streams", \.streams),
        ]
    }

    private static var ofEvents: [(name: String, path: WritableKeyPath<EventLimits, Int>)] {
        [
            ("streams_per_tenant", \.streamsPerTenant), ("endpoints", \.endpoints),
            ("issued_keys", \.issuedKeys), ("deliveries_in_flight", \.deliveriesInFlight),
            ("deliveries_per_host", \.deliveriesPerHost),
            ("delivery_timeout_ms", \.deliveryTimeout),
            ("delivery_response_bytes", \.deliveryResponseBytes), ("event_days", \.eventDays),
            ("delivery_days", \.deliveryDays), ("delivered_body_days", \.deliveredBodyDays),
            ("failed_body_days", \.failedBodyDays),
        ]
    }

    private static var times: [(name: String, path: WritableKeyPath<Limits, Duration>)] {
        [
            ("connection_age_ms", \.connectionAge), ("handshake_timeout_ms", \.handshakeTimeout),
            ("head_timeout_ms", \.headTimeout), ("body_pause_timeout_ms", \.bodyPauseTimeout),
            ("body_rate_window_ms", \.bodyRateWindow), ("idle_timeout_ms", \.idleTimeout),
            ("write_timeout_ms", \.writeTimeout), ("request_timeout_ms", \.requestTimeout),
            ("linger_timeout_ms", \.lingerTimeout), ("drain_timeout_ms", \.drainTimeout),
        ]
    }

    /// The server's limits with the operator's changes.
    static func limits(_ changes: [String: Int]) throws(UsageError) -> Limits {
        var limits = Limits()
        for (name, value) in changes {
            guard value > 0 else { throw UsageError("limits.\(name) must be positive") }
            if let count = counts.first(where: { $0.name == name }) {
                limits[keyPath: count.path] = value
            } else if let time = times.first(where: { $0.name == name }) {
                limits[keyPath: time.path] = .milliseconds(value)
            } else if !ofEvents.contains(where: { $0.name == name }) {
                throw UsageError("Unknown limit \(name)")
            }
        }
        return limits
    }

    /// The figures for telling of events with the operator's changes.
    static func eventLimits(_ changes: [String: Int]) -> EventLimits {
        var limits = EventLimits()
        for (name, path) in ofEvents {
            limits[keyPath: path] = changes[name] ?? limits[keyPath: path]
        }
        return limits
    }

    /// Every limit by name, for `config --print`.
    static func render(_ changes: [String: Int]) -> JSONValue {
        let limits = (try? limits(changes)) ?? Limits()
        var object = JSONObject()
        for (name, path) in counts { object[name] = .number(JSONNumber(limits[keyPath: path])) }
        for (name, path) in times {
            let parts = limits[keyPath: path].components
            let milliseconds =
                Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
            object[name] = .number(JSONNumber(milliseconds))
        }
        let events = eventLimits(changes)
        for (name, path) in ofEvents { object[name] = .number(JSONNumber(events[keyPath: path])) }
        return .object(object)
    }
}
