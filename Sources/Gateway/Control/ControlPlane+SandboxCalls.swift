internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Sandbox

extension ControlPlane {
    /// The calls that phones of the world place.
    static var phoneCallRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/calls", placeCall),
            ControlRoute(.delete, "/_sotaque/sandbox/phones/{number}/calls/{call}", endCall),
        ]
    }

    private static func placeCall(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse
    {
        let phone = try call.phoneInPath()
        let (to, isVideo) = try call.canonical { body throws(CanonicalJSONError) in
            (try body.read("to", as: Address.self), try body.flag("video"))
        }
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.placeCall(
                from: phone,
                to: to,
                isVideo: isVideo,
                now: now,
                effects: &effects
            )
        }
        return .json(201, ["call_id": .string(id)])
    }

    /// Ends a call; without a reason the caller hung up.
    private static func endCall(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (phone, id) = (try call.phoneInPath(), call.parameter("call"))
        let end = try call.canonical { body throws(CanonicalJSONError) in
            try body.optional("reason")?.name(of: Call.End.self) ?? .ended
        }
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.endCall(id, from: phone, end, now: now, effects: &effects)
        }
        return .empty(204)
    }
}
