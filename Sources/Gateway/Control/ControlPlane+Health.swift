internal import Canonical
internal import DialectKit
internal import Engine
internal import Upstreams

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
                var page = MetricsPage()
                page.add(call.gateway.metrics)
                page.add(call.engine.instances())
                // A store that cannot be read must not hide the other figures.
                if case .success(let counts) = await call.engine.deliveryCounts() {
                    page.add(counts)
                }
                if let tellers = call.gateway.tellers { page.add(tellers) }
                page.add(call.plane.spoken.upstreams?.figures ?? [])
                let text = page.text
                return HTTPResponse(
                    status: 200,
                    fields: [HTTPField("Content-Type", "text/plain; version=0.0.4")],
                    body: Array(text.utf8)
                )
            },
        ]
    }
}
