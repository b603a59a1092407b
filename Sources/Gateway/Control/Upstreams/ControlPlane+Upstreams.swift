internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Upstreams

extension ControlPlane {
    /// The upstreams that instances can be routed to.
    static var upstreamRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/upstreams") { call throws(CommandFailure) in
                let shown = call.engine.upstreams.map { call.plane.render($0) }
                return .json(200, ["data": .array(shown)])
            },
            ControlRoute(.get, "/_sotaque/upstreams/{id}") { call throws(CommandFailure) in
                .json(200, call.plane.render(try call.upstream(call.parameter("id"), "id")))
            },
            ControlRoute(.put, "/_sotaque/upstreams/{id}") { call throws(CommandFailure) in
                try await call.plane.putUpstream(call)
            },
            ControlRoute(.delete, "/_sotaque/upstreams/{id}") { call throws(CommandFailure) in
                let upstream = try call.upstream(call.parameter("id"), "id")
                _ = try await call.engine.removeUpstream(upstream.id).get()
                return .empty(204)
            },
        ]
    }

    private func putUpstream(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let id = UpstreamID(call.parameter("id"))
        let known = engine.upstream(id)
        let definition = try UpstreamBody(call.body, self).definition(id, known)
        _ = try await engine.putUpstream(definition).get()
        return .json(known == nil ? 201 : 200, render(definition))
    }

    /// The upstream as the control API shows it: `***` in the place of what is secret.
    func render(_ definition: UpstreamDefinition) -> JSONValue {
        let settings = masked(definition.settings, of: definition.dialect)
        return [
            "id": .string(definition.id.text),
            "dialect": .string(definition.dialect.text),
            "base_url": .string(definition.baseURL),
            "settings": settings,
            "limits": definition.limits.json,
        ]
    }

    /// Settings with `***` for those that the dialect does not say are no secret.
    func masked(_ settings: [String: String], of dialect: DialectID) -> JSONValue {
        let open = Set((speeches[dialect]?.settings ?? []).filter { !$0.isSecret }.map(\.name))
        let members = settings.sorted { $0.key < $1.key }.map { name, value in
            (name, JSONValue.string(open.contains(name) ? value : "***"))
        }
        return .object(JSONObject(members))
    }
}

extension ControlCall {
    /// The configured upstream of that name.
    func upstream(_ name: String, _ field: String) throws(CommandFailure) -> UpstreamDefinition {
        guard let found = engine.upstream(UpstreamID(name)) else {
            throw CommandFailure(.upstreamNotFound, "No such upstream", field: field)
        }
        return found
    }
}
