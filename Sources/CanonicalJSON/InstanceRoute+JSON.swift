public import Canonical
public import Wire

extension InstanceRoute: JSONRepresentable {
    /// `{"primary","policy","trial"}`, with `candidate`, `failover` and `previous` where there are.
    public var json: JSONValue {
        var object: JSONObject = [
            "primary": primary.json, "policy": .string(policy.rawValue), "trial": trial.json,
        ]
        object["candidate"] = candidate?.json
        object["failover"] = failover?.json
        object["previous"] = previous?.json
        return .object(object)
    }

    /// Reads a route.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            primary: try place.read("primary"),
            candidate: try place.optionalRead("candidate"),
            trial: try place.optionalRead("trial") ?? .none,
            failover: try place.optionalRead("failover"),
            policy: try place.optional("policy")?.name(of: LossPolicy.self) ?? .lenient,
            previous: try place.optionalRead("previous")
        )
    }
}

extension InstanceRoute.Leg: JSONRepresentable {
    /// `{"upstream","settings":{},"hook_key"}`, secrets in clear.
    public var json: JSONValue {
        [
            "upstream": .string(upstream.text), "settings": JSONValue(settings: settings),
            "hook_key": .string(hookKey),
        ]
    }

    /// Reads a way.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            upstream: UpstreamID(try place.string("upstream")),
            settings: try place.settings("settings"),
            hookKey: try place.optionalString("hook_key") ?? ""
        )
    }
}

extension InstanceRoute.Trial: JSONRepresentable {
    /// `{"kind":"none"|"shadow"}`, or `{"kind":"canary","percent","chats":["jid"]}`.
    public var json: JSONValue {
        switch self {
        case .none: ["kind": "none"]
        case .shadow: ["kind": "shadow"]
        case .canary(let percent, let chats):
            [
                "kind": "canary", "percent": .number(JSONNumber(percent)),
                "chats": .array(chats.map(\.json)),
            ]
        }
    }

    /// Reads a trial.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let kind = try place.member("kind")
        switch try kind.string() {
        case "none": self = .none
        case "shadow": self = .shadow
        case "canary":
            self = .canary(
                percent: try place.int("percent", 0...100) ?? 0,
                chats: try place.readAll("chats")
            )
        default: throw kind.error(expected: "none, canary or shadow")
        }
    }
}
