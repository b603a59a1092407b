internal import Canonical
internal import DialectKit
internal import Engine
internal import Observability

extension ControlPlane {
    static var healthRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/live", needsToken: false) {
                _ throws(CommandFailure) in
                .json(200, ["status": "live"])
            },
            ControlRoute(.get, "/_sotaque/ready", needsToken: false) {
                call throws(CommandFailure) in
                let isReady = call.engine.isWritable && !call.gateway.isDraining
                return .json(
                    isReady ? 200 : 503,
                    [
                        "status": isReady ? "ready" : "not_ready",
                        "store": call.engine.isWritable ? "writable" : "read_only",
                    ]
                )
            },
            ControlRoute(.get, "/_sotaque/metrics") { call throws(CommandFailure) in
                let text = call.gateway.metrics.exposition(instances: call.engine.instances())
                return HTTPResponse(
                    status: 200,
                    fields: [HTTPField("Content-Type", "text/plain; version=0.0.4")],
                    body: Array(text.utf8)
                )
            },
        ]
    }
}

extension GatewayMetrics {
    /// The counts in Prometheus' text format.
    func exposition(instances: [Instance]) -> String {
        var text = ""
        func metric(_ name: String, _ kind: String, _ value: Int) {
            text += "# TYPE sotaque_\(name) \(kind)\nsotaque_\(name) \(value)\n"
        }
        metric("requests_total", "counter", requests.value)
        metric("unauthenticated_total", "counter", unauthenticated.value)
        metric("client_errors_total", "counter", clientErrors.value)
        metric("server_errors_total", "counter", serverErrors.value)
        text += "# TYPE sotaque_instances gauge\n"
        let states = Dictionary(grouping: instances, by: \.state.name)
        for (state, instances) in states.sorted(by: { $0.key < $1.key }) {
            text += "sotaque_instances{state=\"\(state)\"} \(instances.count)\n"
        }
        return text
    }
}
