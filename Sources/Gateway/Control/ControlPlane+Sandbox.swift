internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlPlane {
    static var sandboxRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/scan") {
                call throws(CommandFailure) in
                let (id, phone) = (try call.instance().id, try call.phone("phone"))
                let name = try call.read { body throws(WireError) in
                    try body.optionalString("name")
                }
                try await call.steer { sandbox, now, effects throws(CommandFailure) in
                    if let phone {
                        _ = try sandbox.addPhone(
                            phone,
                            name: name,
                            pushName: name,
                            now: now,
                            effects: &effects
                        )
                    }
                    try sandbox.scan(id, phone: phone, now: now, effects: &effects)
                }
                return .json(200, call.plane.render(try call.instance(), tokens: false))
            },
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/drop") {
                call throws(CommandFailure) in
                let (id, reason) = (try call.instance().id, try call.dropReason())
                try await call.steer { sandbox, now, effects throws(CommandFailure) in
                    try sandbox.drop(id, reason: reason, now: now, effects: &effects)
                }
                return .json(200, call.plane.render(try call.instance(), tokens: false))
            },
            ControlRoute(.get, "/_sotaque/sandbox/phones") { call throws(CommandFailure) in
                let phones = try await call.steer { sandbox, _, _ throws(CommandFailure) in
                    sandbox.phones
                }
                return .json(200, ["data": .array(phones.map(render))])
            },
            ControlRoute(.post, "/_sotaque/sandbox/phones") { call throws(CommandFailure) in
                try await addPhone(call)
            },
            ControlRoute(.post, "/_sotaque/sandbox/phones/{number}/messages") {
                call throws(CommandFailure) in
                try await sendFromPhone(call)
            },
            ControlRoute(.post, "/_sotaque/sandbox/groups") { call throws(CommandFailure) in
                try await addGroup(call)
            },
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
        let phone = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.addPhone(
                number,
                name: name,
                traits: traits,
                id: id,
                lid: lid,
                pushName: pushName,
                now: now,
                effects: &effects
            )
        }
        return .json(201, render(phone))
    }

    private static func sendFromPhone(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        guard let phone = PhoneNumber(call.parameter("number")) else {
            throw CommandFailure(.recipientInvalid, "Not a phone number", field: "number")
        }
        let to = try call.read { body throws(WireError) in try body.address("to") }
        let content = try call.content()
        let sent = try await call.engine.keep(content, for: TenantID("")).get()
        let id = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.message(from: phone, to: to, content: sent, now: now, effects: &effects)
        }
        return .json(201, ["message_id": .string(id.text)])
    }

    private static func addGroup(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        guard let owner = try call.phone("owner") else {
            throw CommandFailure(.requestInvalid, "owner is required", field: "owner")
        }
        let members = try call.members()
        let id = try call.groupID()
        let (subject, description, creation) = try call.read { body throws(WireError) in
            (
                try body.filledString("subject"),
                try body.optionalString("description"), try body.optionalInt("creation")
            )
        }
        let group = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            let seconds = creation.map { Int64(clamping: $0).multipliedReportingOverflow(by: 1000) }
            let createdAt = seconds.map { Timestamp(milliseconds: $0.partialValue) } ?? now
            return try sandbox.addGroup(
                id: id,
                subject: subject,
                description: description,
                owner: owner,
                participants: members,
                createdAt: createdAt,
                now: now,
                effects: &effects
            )
        }
        return .json(201, ["id": .string(group.id.jid), "subject": .string(group.subject)])
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
