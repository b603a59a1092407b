import Canonical
import Engine

extension Sample {
    static let upstream = UpstreamID("evo")

    static func definition(_ id: UpstreamID = upstream) -> UpstreamDefinition {
        var limits = UpstreamLimits()
        limits.sendGapMilliseconds = 1500
        limits.authorityFile = "/etc/ssl/evo.pem"
        return UpstreamDefinition(
            id: id,
            dialect: DialectID("evolution"),
            baseURL: "https://evo.example.com",
            settings: ["api_key": "c0ffee-upstream-key"],
            limits: limits
        )
    }

    static func leg(_ upstream: UpstreamID = upstream, hook: String = "h1") -> InstanceRoute.Leg {
        InstanceRoute.Leg(
            upstream: upstream,
            settings: ["instance": "loja", "token": "c0ffee-leg-token"],
            hookKey: hook
        )
    }

    static func route() -> InstanceRoute {
        InstanceRoute(
            primary: leg(),
            candidate: leg(UpstreamID("uaz"), hook: "h2"),
            trial: .canary(percent: 5, chats: [chat]),
            failover: leg(UpstreamID("mega"), hook: "h3"),
            policy: .strict,
            previous: InstanceRoute.Leg(upstream: UpstreamID("sandbox"), hookKey: "")
        )
    }

    static func pair(_ upstreamID: String, _ message: String) -> Change {
        .upstreamMessage(
            UpstreamMessage(
                instance: instance,
                upstream: upstream,
                upstreamID: MessageID(upstreamID),
                message: MessageID(message)
            )
        )
    }

    static func use(_ count: Int, day: Int, fields: [String] = []) -> CommandUse {
        let shape = CommandUse.Shape(
            dialect: DialectID("uazapi"),
            command: "message.send",
            variant: "text",
            fields: fields
        )
        return CommandUse(shape: shape, day: day, count: count)
    }

    static func difference(_ path: String, at moment: Timestamp = now) -> RouteDifference {
        RouteDifference(
            at: moment,
            instance: instance,
            command: "contact.check",
            variant: nil,
            candidate: upstream,
            path: path,
            primaryValue: "true",
            candidateValue: "false"
        )
    }
}
