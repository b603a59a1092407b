internal import Canonical
internal import Deliveries
internal import Engine
internal import Observability
internal import Upstreams

/// What is counted, in Prometheus' text format.
struct MetricsPage {
    /// The page so far.
    private(set) var text = ""

    /// What the front did.
    mutating func add(_ metrics: GatewayMetrics) {
        count("requests_total", metrics.requests)
        count("unauthenticated_total", metrics.unauthenticated)
        count("client_errors_total", metrics.clientErrors)
        count("server_errors_total", metrics.serverErrors)
    }

    /// The instances by state.
    mutating func add(_ instances: [Instance]) {
        text += "# TYPE sotaque_instances gauge\n"
        let states = Dictionary(grouping: instances, by: \.state.name)
        for (state, instances) in states.sorted(by: { $0.key < $1.key }) {
            text += "sotaque_instances{state=\"\(state)\"} \(instances.count)\n"
        }
        line("instances_stalled", "gauge", instances.count(where: \.isStalled))
    }

    /// What was done at each upstream since the start, and how each stands.
    ///
    /// The names need no quoting: they have letters, digits, dots, dashes and underscores.
    mutating func add(_ upstreams: [UpstreamFigures]) {
        for (name, kind, figure) in Self.figures where !upstreams.isEmpty {
            text += "# TYPE sotaque_upstream_\(name) \(kind)\n"
            for upstream in upstreams {
                let label = "upstream=\"\(upstream.upstream.text)\""
                text += "sotaque_upstream_\(name){\(label)} \(upstream[keyPath: figure])\n"
            }
        }
        if !upstreams.isEmpty { text += "# TYPE sotaque_upstream_circuit gauge\n" }
        for upstream in upstreams {
            for state in ["closed", "open", "probing"] {
                let labels = "upstream=\"\(upstream.upstream.text)\",state=\"\(state)\""
                let value = upstream.circuit == state ? 1 : 0
                text += "sotaque_upstream_circuit{\(labels)} \(value)\n"
            }
        }
    }

    private static var figures: [(String, String, KeyPath<UpstreamFigures, Int>)] {
        [
            ("calls_total", "counter", \.calls), ("failures_total", "counter", \.failures),
            ("unknown_total", "counter", \.unknown), ("retries_total", "counter", \.retries),
            ("held_total", "counter", \.held), ("running", "gauge", \.running),
            ("waiting", "gauge", \.waiting), ("held_instances", "gauge", \.heldInstances),
        ]
    }

    /// The deliveries that are not over, and those that wait for somebody to replay them.
    mutating func add(_ counts: DeliveryCounts) {
        line("deliveries_open", "gauge", counts.open)
        line("deliveries_dead", "gauge", counts.dead)
    }

    /// What became of deliveries since the start, and the live streams.
    mutating func add(_ tellers: EventTellers) {
        count("delivery_attempts_total", tellers.deliveries.attempts)
        count("deliveries_succeeded_total", tellers.deliveries.succeeded)
        count("delivery_failures_total", tellers.deliveries.failed)
        count("deliveries_given_up_total", tellers.deliveries.dead)
        text += "# TYPE sotaque_deliveries_undeliverable_total counter\n"
        for (dialect, kind, count) in tellers.deliveries.undeliverableKinds {
            let labels = "dialect=\"\(dialect)\",kind=\"\(kind)\""
            text += "sotaque_deliveries_undeliverable_total{\(labels)} \(count)\n"
        }
        line("streams", "gauge", tellers.hub.count)
    }

    private mutating func count(_ name: String, _ counter: Counter) {
        line(name, "counter", counter.value)
    }

    private mutating func line(_ name: String, _ kind: String, _ value: Int) {
        text += "# TYPE sotaque_\(name) \(kind)\nsotaque_\(name) \(value)\n"
    }
}
