internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlPlane {
    /// The phones of the world, and what their owners show.
    static var phoneRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/sandbox/phones") { call throws(CommandFailure) in
                let phones = try await call.steer { sandbox, _, _ throws(CommandFailure) in
                    sandbox.phones
                }
                return .json(200, ["data": .array(phones.map(render))])
            },
            ControlRoute(.post, "/_sotaque/sandbox/phones", addPhone),
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/presence", showPresence),
        ]
    }

    private static func addPhone(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        guard let number = try call.phone("number") else {
            throw CommandFailure(.requestInvalid, "number is required", field: "number")
        }
        let id = try call.phone("id")
        let traits = try call.traits()
        let (name, pushName, lid) = try call.read { body throws(WireError) in
            (
                try body.optionalString("name"), try body.optionalString("push_name"),
                try body.optionalString("lid")
            )
        }
        let (about, picture) = try call.read { body throws(WireError) in
            (try body.optionalString("about"), try body.optionalString("picture_url"))
        }
        let phone = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.addPhone(
                number,
                name: name,
                traits: traits,
                id: id,
                lid: lid,
                pushName: pushName,
                about: about,
                picture: picture,
                now: now,
                effects: &effects
            )
        }
        return .json(201, render(phone))
    }

    /// Shows an activity in a chat, or that the owner came online or went.
    private static func showPresence(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let phone = try call.phoneInPath()
        let (presence, to) = try call.canonical { body throws(CanonicalJSONError) in
            (
                try body.member("activity").name(of: PhonePresence.self),
                try body.optionalRead("to", as: Address.self)
            )
        }
        guard let activity = presence.activity else {
            try await call.steer { sandbox, now, effects throws(CommandFailure) in
                try sandbox.showAvailability(
                    presence == .available,
                    of: phone,
                    to: to,
                    now: now,
                    effects: &effects
                )
            }
            return .empty(204)
        }
        guard let to else { throw CommandFailure(.requestInvalid, "to is required", field: "to") }
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.showActivity(activity, of: phone, in: to, now: now, effects: &effects)
        }
        return .empty(204)
    }

    private static func render(_ phone: SandboxPhone) -> JSONValue {
        [
            "number": .string(phone.number.digits),
            "id": .string(phone.id.digits),
            "name": .string(phone.name),
            "push_name": .string(phone.pushName),
            "lid": .string(phone.lid),
            "on_whatsapp": .bool(phone.isOnWhatsApp),
            "traits": .array(phone.traits.map(\.rawValue).sorted().map(JSONValue.string)),
        ]
    }
}

/// What a phone's owner shows of what they do.
private enum PhonePresence: String {
    case composing
    case recording
    case paused
    case available
    case unavailable

    /// What is shown in one chat, nil for being online or not.
    var activity: SendChatPresence.Activity? {
        switch self {
        case .composing: .composing
        case .recording: .recording
        case .paused: .paused
        case .available, .unavailable: nil
        }
    }
}
