internal import HTTP
internal import Wire

/// The names under which every limit of the server is set and printed.
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
            ("tenant_requests", \.tenantRequests),
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
            } else {
                throw UsageError("Unknown limit \(name)")
            }
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
        return .object(object)
    }
}
