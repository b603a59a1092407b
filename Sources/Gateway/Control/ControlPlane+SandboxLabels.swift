internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Sandbox

extension ControlPlane {
    /// The labels that the phone of an instance's account makes and puts on chats.
    static var labelRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/sandbox/instances/{id}/labels") {
                call throws(CommandFailure) in
                let id = try call.instance().id
                let labels = try await call.steer { sandbox, _, _ throws(CommandFailure) in
                    try sandbox.labels(of: id)
                }
                return .json(200, ["data": .array(labels.map(\.json))])
            },
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/labels", addLabel),
            ControlRoute(.patch, "/_sotaque/sandbox/instances/{id}/labels/{label}", changeLabel),
            ControlRoute(.delete, "/_sotaque/sandbox/instances/{id}/labels/{label}") {
                call throws(CommandFailure) in
                let (id, label) = (try call.instance().id, call.parameter("label"))
                try await call.steer { sandbox, now, effects throws(CommandFailure) in
                    try sandbox.removeLabel(label, of: id, now: now, effects: &effects)
                }
                return .empty(204)
            },
            ControlRoute(.put, "/_sotaque/sandbox/instances/{id}/labels/{label}/chats/{chat}") {
                call throws(CommandFailure) in
                try await attachLabel(call, true)
            },
            ControlRoute(.delete, "/_sotaque/sandbox/instances/{id}/labels/{label}/chats/{chat}") {
                call throws(CommandFailure) in
                try await attachLabel(call, false)
            },
        ]
    }

    private static func addLabel(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let id = try call.instance().id
        let (name, color) = try call.canonical { body throws(CanonicalJSONError) in
            (try body.string("name"), try body.optional("color")?.int() ?? 0)
        }
        let label = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.addLabel(name, color: color, of: id, now: now, effects: &effects)
        }
        return .json(201, label.json)
    }

    private static func changeLabel(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let (id, label) = (try call.instance().id, call.parameter("label"))
        let (name, color) = try call.canonical { body throws(CanonicalJSONError) in
            (try body.optionalString("name"), try body.optional("color")?.int())
        }
        guard name != nil || color != nil else {
            throw CommandFailure(.requestInvalid, "name or color is required", field: "name")
        }
        let changed = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.changeLabel(
                label,
                name: name,
                color: color,
                of: id,
                now: now,
                effects: &effects
            )
        }
        return .json(200, changed.json)
    }

    private static func attachLabel(
        _ call: ControlCall,
        _ isAttached: Bool
    ) async throws(CommandFailure) -> HTTPResponse {
        let (id, label) = (try call.instance().id, call.parameter("label"))
        let chat = try call.addressInPath("chat")
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.label(
                chat,
                with: label,
                isAttached: isAttached,
                of: id,
                now: now,
                effects: &effects
            )
        }
        return .empty(204)
    }
}
