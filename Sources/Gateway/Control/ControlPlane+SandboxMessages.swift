internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlPlane {
    /// What phones of the world write, and what they do to messages.
    static var phoneMessageRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages", sendFromPhone),
            ControlRoute(.delete, "/_sotaque/sandbox/phones/{number}/messages/{message}", revoke),
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages/{message}/edit", edit),
            ControlRoute(
                .post,
                "/_sotaque/sandbox/phones/{number}/messages/{message}/reaction",
                react
            ),
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages/{message}/vote", vote),
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages/{message}/read", read),
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages/{message}/play", play),
        ]
    }

    private static func sendFromPhone(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let phone = try call.phoneInPath()
        let to = try call.read { body throws(WireError) in try body.address("to") }
        let content = try call.content()
        let quote = try await call.quote(by: phone)
        let sent = try await call.engine.keep(content, for: TenantID("")).get()
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.message(
                from: phone,
                to: to,
                content: sent,
                quoted: quote,
                now: now,
                effects: &effects
            )
        }
        return .json(201, ["message_id": .string(id.text)])
    }

    private static func revoke(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (phone, sighting) = try await call.sightingInPath()
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.revoke(sighting, by: phone, now: now, effects: &effects)
        }
        return .empty(204)
    }

    private static func edit(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        guard case .text(let text) = try call.content() else {
            throw CommandFailure(
                .requestInvalid,
                "content must be of the kind text",
                field: "content.kind"
            )
        }
        let (phone, sighting) = try await call.sightingInPath()
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.edit(sighting, by: phone, to: text, now: now, effects: &effects)
        }
        return .json(201, ["edit_id": .string(id.text)])
    }

    private static func react(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let emoji = try call.canonical { body throws(CanonicalJSONError) in
            try body.string("emoji")
        }
        let (phone, sighting) = try await call.sightingInPath()
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.react(emoji, to: sighting, by: phone, now: now, effects: &effects)
        }
        return .json(201, ["reaction_id": .string(id.text)])
    }

    private static func vote(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let options = try call.canonical { body throws(CanonicalJSONError) in
            _ = try body.member("options")
            return try body.strings("options")
        }
        let (phone, sighting) = try await call.sightingInPath()
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.vote(for: options, in: sighting, by: phone, now: now, effects: &effects)
        }
        return .json(201, ["vote_id": .string(id.text)])
    }

    private static func read(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (phone, sighting) = try await call.sightingInPath()
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.read(sighting, by: phone, now: now, effects: &effects)
        }
        return .empty(204)
    }

    private static func play(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (phone, sighting) = try await call.sightingInPath()
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.play(sighting, by: phone, now: now, effects: &effects)
        }
        return .empty(204)
    }
}
