internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Upstreams

/// The body that says which upstreams carry an instance's commands.
struct RouteBody {
    private let call: ControlCall
    private let known: InstanceRoute?

    init(_ call: ControlCall, _ known: InstanceRoute?) {
        self.call = call
        self.known = known
    }

    /// The members of a body that say something of a route.
    static let members = ["upstream", "settings", "policy", "failover", "previous"]

    /// The route: `upstream`, `settings`, `policy`, `failover: {upstream, settings}` or `null`, and
    /// `previous: null` to give up the way back.
    ///
    /// What is left out stays as it is.
    func route() throws(CommandFailure) -> InstanceRoute {
        var route: InstanceRoute
        if let primary = try leg(in: call.body, known: known?.primary) {
            route = known ?? InstanceRoute(primary: primary)
            route.primary = primary
        } else if let known {
            route = known
        } else {
            throw CommandFailure(.requestInvalid, "upstream is required", field: "upstream")
        }
        route.policy = try policy() ?? route.policy
        if call.body.json.contains("failover") { route.failover = try failover() }
        if call.body.json.contains("previous") { route.previous = try noWayBack() }
        guard route.failover?.upstream != route.primary.upstream else {
            throw CommandFailure(
                .requestInvalid,
                "An upstream is named twice",
                field: "failover.upstream"
            )
        }
        return route
    }

    /// The known route with a candidate: `upstream`, `settings`, and `mode` `shadow`, or `canary`
    /// with `percent` and `chats`.
    func withCandidate(_ known: InstanceRoute) throws(CommandFailure) -> InstanceRoute {
        guard let candidate = try leg(in: call.body, known: known.candidate) ?? known.candidate
        else { throw CommandFailure(.requestInvalid, "upstream is required", field: "upstream") }
        var route = known
        route.candidate = candidate
        route.trial = try trial()
        return route
    }

    private func failover() throws(CommandFailure) -> InstanceRoute.Leg? {
        let body = try call.read { body throws(WireError) in try body.optionalObject("failover") }
        guard let body else { return nil }
        return try leg(in: body, known: known?.failover)
    }

    private func noWayBack() throws(CommandFailure) -> InstanceRoute.Leg? {
        guard !call.body.has("previous") else {
            throw CommandFailure(
                .requestInvalid,
                "previous can only be null",
                field: "previous"
            )
        }
        return nil
    }

    private func trial() throws(CommandFailure) -> InstanceRoute.Trial {
        var object = JSONObject()
        object["kind"] = call.body.value("mode")
        object["percent"] = call.body.value("percent")
        object["chats"] = call.body.value("chats")
        do throws(CanonicalJSONError) {
            return try InstanceRoute.Trial(json: .object(object))
        } catch {
            let field = error.path == "kind" ? "mode" : error.path
            throw CommandFailure(.requestInvalid, error.message, field: field)
        }
    }

    private func policy() throws(CommandFailure) -> LossPolicy? {
        let text = try call.read { body throws(WireError) in try body.optionalString("policy") }
        guard let text else { return nil }
        guard let policy = LossPolicy(rawValue: text) else {
            throw CommandFailure(
                .requestInvalid,
                "policy must be strict or lenient",
                field: "policy"
            )
        }
        return policy
    }

    /// The way that a body describes, nil when it names no upstream and no setting.
    private func leg(
        in body: WireObject,
        known: InstanceRoute.Leg?
    ) throws(CommandFailure) -> InstanceRoute.Leg? {
        let named: String?
        do throws(WireError) { named = try body.optionalString("upstream") } catch {
            throw error.failure
        }
        guard let name = named ?? (body.has("settings") ? known?.upstream.text : nil) else {
            return nil
        }
        let same = known.flatMap { $0.upstream.text == name ? $0 : nil }
        if name == call.engine.embeddedID.text {
            guard !body.has("settings") else {
                let field = body.path(of: "settings")
                throw CommandFailure(.requestInvalid, "The sandbox has no settings", field: field)
            }
            return same ?? InstanceRoute.Leg(upstream: call.engine.embeddedID, hookKey: "")
        }
        let field = body.path(of: "upstream")
        let definition = try call.upstream(name, field)
        guard let speech = call.plane.speeches[definition.dialect] else {
            throw CommandFailure(.requestInvalid, "Its dialect is not spoken", field: field)
        }
        let settings = try SettingsBody(body, speech).settings(over: same?.settings ?? [:])
        let all = definition.settings.merging(settings) { $1 }
        if let missing = speech.settings.first(where: { $0.isRequired && all[$0.name] == nil }) {
            throw CommandFailure(
                .requestInvalid,
                "\(missing.name) is required: \(missing.about)",
                field: "\(body.path(of: "settings")).\(missing.name)"
            )
        }
        return InstanceRoute.Leg(
            upstream: definition.id,
            settings: settings,
            hookKey: same?.hookKey ?? ""
        )
    }
}
