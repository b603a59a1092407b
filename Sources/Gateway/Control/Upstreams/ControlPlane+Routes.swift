internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Upstreams

extension ControlPlane {
    /// Which upstreams carry an instance's commands.
    static var routeRoutes: [ControlRoute] {
        let route: PathPattern = "/_sotaque/instances/{id}/route"
        return [
            ControlRoute(.get, route) { call throws(CommandFailure) in
                let instance = try call.instance()
                return .json(200, call.plane.shownRoute(of: instance, call))
            },
            ControlRoute(.put, route) { call throws(CommandFailure) in
                let body = RouteBody(call)
                return try await call.plane.change(call) { route throws(CommandFailure) in
                    try body.change(&route)
                }
            },
            ControlRoute(.delete, route) { call throws(CommandFailure) in
                let instance = try call.instance()
                try await call.engine.clearRoute(of: instance.id).get()
                return .empty(204)
            },
            ControlRoute(.put, "/_sotaque/instances/{id}/route/candidate") {
                call throws(CommandFailure) in
                let body = RouteBody(call)
                return try await call.plane.change(call) { route throws(CommandFailure) in
                    try body.changeCandidate(&route)
                }
            },
            ControlRoute(.delete, "/_sotaque/instances/{id}/route/candidate") {
                call throws(CommandFailure) in
                try await call.plane.change(call) { route throws(CommandFailure) in
                    guard route.candidate != nil else {
                        throw CommandFailure(.upstreamNotFound, "No upstream is tried")
                    }
                    route.candidate = nil
                    route.trial = .none
                }
            },
            ControlRoute(.post, "/_sotaque/instances/{id}/route/rotate") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let name = try call.read { body throws(WireError) in
                    try body.optionalString("upstream")
                }
                let only = try name.map { (name) throws(CommandFailure) in
                    try call.upstream(name, "upstream").id
                }
                _ = try await call.engine.rotateHooks(of: instance.id, at: only).get()
                return .json(200, call.plane.shownRoute(of: instance, call))
            },
            ControlRoute(.post, "/_sotaque/instances/{id}/route/cutover") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let change = try await call.engine.cutOver(instance.id).get()
                return .json(200, call.plane.render(change, of: instance, call))
            },
            ControlRoute(.post, "/_sotaque/instances/{id}/route/rollback") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let change = try await call.engine.rollBack(instance.id).get()
                return .json(200, call.plane.render(change, of: instance, call))
            },
        ]
    }

    /// What an instance without a route of its own has.
    private var sandboxRoute: InstanceRoute {
        InstanceRoute(primary: InstanceRoute.Leg(upstream: engine.embeddedID, hookKey: ""))
    }

    /// Changes the route of the instance that the path names, as it is at that moment.
    private func change(
        _ call: ControlCall,
        _ change: Engine.RouteEdit
    ) async throws(CommandFailure) -> HTTPResponse {
        let instance = try call.instance()
        _ = try await engine.changeRoute(of: instance.id, change).get()
        return .json(200, shownRoute(of: instance, call))
    }

    fileprivate func shownRoute(of instance: Instance, _ call: ControlCall) -> JSONValue {
        let route = engine.route(of: instance.id, revealing: true) ?? sandboxRoute
        var object: JSONObject = [
            "instance": .string(instance.id.text),
            "policy": .string(route.policy.rawValue),
            "primary": render(route.primary, call),
        ]
        object["candidate"] = route.candidate.map { render($0, call) }
        object["trial"] = route.trial.json
        object["failover"] = route.failover.map { render($0, call) }
        object["previous"] = route.previous.map { render($0, call) }
        return .object(object)
    }

    /// One way, with the URL at which its upstream tells of events: the one that is registered there,
    /// or where none can be, the one by which the operator reaches us.
    private func render(_ leg: InstanceRoute.Leg, _ call: ControlCall) -> JSONValue {
        let dialect = engine.upstream(leg.upstream)?.dialect
        var object: JSONObject = ["upstream": .string(leg.upstream.text)]
        guard let dialect else { return .object(object) }
        object["dialect"] = .string(dialect.text)
        object["settings"] = masked(leg.settings, of: dialect)
        let registered = spoken.upstreams?.hookURL(leg)
        object["hook_url"] = .string(
            registered ?? call.baseURL + HTTPUpstreams.hookPath + leg.hookKey
        )
        return .object(object)
    }

    private func render(
        _ change: RouteChange,
        of instance: Instance,
        _ call: ControlCall
    ) -> JSONValue {
        [
            "route": shownRoute(of: instance, call),
            "sends_under_way": .number(JSONNumber(change.sendsUnderWay)),
            "ended": .number(JSONNumber(change.ended)),
            "unknown": .number(JSONNumber(change.unknown)),
            "still_under_way": .number(JSONNumber(change.stillUnderWay)),
        ]
    }
}
