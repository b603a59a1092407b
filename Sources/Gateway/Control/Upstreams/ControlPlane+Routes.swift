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
                let instance = try call.instance()
                let known = call.engine.route(of: instance.id, revealing: true)
                let wanted = try RouteBody(call, known).route()
                return try await call.plane.keep(wanted, of: instance, call)
            },
            ControlRoute(.delete, route) { call throws(CommandFailure) in
                let instance = try call.instance()
                try await call.engine.clearRoute(of: instance.id).get()
                return .empty(204)
            },
            ControlRoute(.put, "/_sotaque/instances/{id}/route/candidate") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let known =
                    call.engine.route(of: instance.id, revealing: true) ?? call.plane.sandboxRoute
                let wanted = try RouteBody(call, known).withCandidate(known)
                return try await call.plane.keep(wanted, of: instance, call)
            },
            ControlRoute(.delete, "/_sotaque/instances/{id}/route/candidate") {
                call throws(CommandFailure) in
                let instance = try call.instance()
                let change = await call.engine.changeRoute(of: instance.id) {
                    route throws(CommandFailure) in
                    guard route.candidate != nil else {
                        throw CommandFailure(.upstreamNotFound, "No upstream is tried")
                    }
                    route.candidate = nil
                    route.trial = .none
                }
                _ = try change.get()
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
    var sandboxRoute: InstanceRoute {
        InstanceRoute(primary: InstanceRoute.Leg(upstream: engine.embeddedID, hookKey: ""))
    }

    private func keep(
        _ route: InstanceRoute,
        of instance: Instance,
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        _ = try await engine.setRoute(route, of: instance.id).get()
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

    /// One way, with the URL at which its upstream may tell of events where it does not know it yet.
    private func render(_ leg: InstanceRoute.Leg, _ call: ControlCall) -> JSONValue {
        let dialect = engine.upstream(leg.upstream)?.dialect
        var object: JSONObject = ["upstream": .string(leg.upstream.text)]
        guard let dialect else { return .object(object) }
        object["dialect"] = .string(dialect.text)
        object["settings"] = masked(leg.settings, of: dialect)
        object["hook_url"] = .string(call.baseURL + HTTPUpstreams.hookPath + leg.hookKey)
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
