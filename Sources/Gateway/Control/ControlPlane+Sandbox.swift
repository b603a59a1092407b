internal import Canonical
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlPlane {
    /// What the world does beside what instances ask of it.
    static var sandboxRoutes: [ControlRoute] {
        linkRoutes + phoneRoutes + phoneMessageRoutes + phoneCallRoutes + groupRoutes
            + accountRoutes + labelRoutes
    }

    /// How instances stand with their phones.
    private static var linkRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/scan", scan),
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/drop") {
                call throws(CommandFailure) in
                let (id, reason) = (try call.instance().id, try call.dropReason())
                try await call.steer { sandbox, now, effects throws(CommandFailure) in
                    try sandbox.drop(id, reason: reason, now: now, effects: &effects)
                }
                return .json(200, call.plane.render(try call.instance(), tokens: false))
            },
        ]
    }

    /// Completes a pairing; a phone that is given is declared first, under exactly that number.
    private static func scan(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (id, phone) = (try call.instance().id, try call.phone("phone"))
        let name = try call.read { body throws(WireError) in try body.optionalString("name") }
        if let phone {
            try await call.steer { sandbox, now, effects throws(CommandFailure) in
                try sandbox.addPhone(
                    phone,
                    name: name,
                    pushName: name,
                    now: now,
                    effects: &effects
                )
            }
        }
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.scan(id, phone: phone, now: now, effects: &effects)
        }
        return .json(200, call.plane.render(try call.instance(), tokens: false))
    }
}
