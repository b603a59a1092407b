internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Upstreams

/// The body that says which upstreams carry an instance's commands: a change of a route.
///
/// It knows beforehand which upstreams there are, so that a route can be changed where nothing is
/// waited for.
struct RouteBody: Sendable {
    private let body: WireObject
    private let upstreams: [UpstreamID: UpstreamDefinition]
    private let speeches: Speeches
    private let embedded: UpstreamID

    init(_ call: ControlCall) {
        body = call.body
        upstreams = Dictionary(
            call.engine.upstreams.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        speeches = call.plane.speeches
        embedded = call.engine.embeddedID
    }

    /// The members of a body that say something of a route.
    private static let members = ["upstream", "settings", "policy", "failover", "previous"]

    /// The change that the body asks for, nil where it says nothing of a route.
    var asked: Engine.RouteEdit? {
        guard Self.members.contains(where: { body.json.contains($0) }) else { return nil }
        return { (route: inout InstanceRoute) throws(CommandFailure) in try change(&route) }
    }

    /// Changes a route by `upstream`, `settings`, `policy`, `failover: {upstream, settings}` or
    /// `null`, and `previous: null` to give up the way back.
    ///
    /// What is left out stays as it is. Where nobody but the embedded upstream carries the instance,
    /// an upstream must be named.
    func change(_ route: inout InstanceRoute) throws(CommandFailure) {
        if let primary = try leg(in: body, known: route.primary) {
            route.primary = primary
        } else if route.legs.allSatisfy({ $0.upstream == embedded }) {
            throw CommandFailure(.requestInvalid, "upstream is required", field: "upstream")
        }
        route.policy = try policy() ?? route.policy
        if body.json.contains("failover") { route.failover = try failover(route.failover) }
        if body.json.contains("previous") { route.previous = try noWayBack() }
        guard route.failover?.upstream != route.primary.upstream else {
            throw CommandFailure(
                .requestInvalid,
                "An upstream is named twice",
                field: "failover.upstream"
            )
        }
    }

    /// Changes a route's candidate: `upstream`, `settings`, and `mode` `shadow`, or `canary` with
    /// `percent` and `chats`.
    func changeCandidate(_ route: inout InstanceRoute) throws(CommandFailure) {
        guard let candidate = try leg(in: body, known: route.candidate) ?? route.candidate else {
            throw CommandFailure(.requestInvalid, "upstream is required", field: "upstream")
        }
        route.candidate = candidate
        route.trial = try trial()
    }

    private func failover(
        _ known: InstanceRoute.Leg?
    ) throws(CommandFailure) -> InstanceRoute.Leg? {
        let object: WireObject?
        do throws(WireError) { object = try body.optionalObject("failover") } catch {
            throw error.failure
        }
        guard let object else { return nil }
        return try leg(in: object, known: known)
    }

    private func noWayBack() throws(CommandFailure) -> InstanceRoute.Leg? {
        guard !body.has("previous") else {
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
        object["kind"] = body.value("mode")
        object["percent"] = body.value("percent")
        object["chats"] = body.value("chats")
        do throws(CanonicalJSONError) {
            return try InstanceRoute.Trial(json: .object(object))
        } catch {
            let field = error.path == "kind" ? "mode" : error.path
            throw CommandFailure(.requestInvalid, error.message, field: field)
        }
    }

    private func policy() throws(CommandFailure) -> LossPolicy? {
        let text: String?
        do throws(WireError) { text = try body.optionalString("policy") } catch {
            throw error.failure
        }
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
        if name == embedded.text {
            guard !body.has("settings") else {
                let field = body.path(of: "settings")
                throw CommandFailure(.requestInvalid, "The sandbox has no settings", field: field)
            }
            return same ?? InstanceRoute.Leg(upstream: embedded, hookKey: "")
        }
        let field = body.path(of: "upstream")
        guard let definition = upstreams[UpstreamID(name)] else {
            throw CommandFailure(.upstreamNotFound, "No such upstream", field: field)
        }
        guard let speech = speeches[definition.dialect] else {
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
