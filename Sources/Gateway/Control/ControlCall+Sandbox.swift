internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlCall {
    /// Runs the body on the sandbox in the engine's critical section, and commits what it reports.
    @discardableResult
    func steer<Value: Sendable>(
        _ body:
            @escaping @Sendable (Sandbox, Timestamp, inout Effects) throws(CommandFailure) -> Value
    ) async throws(CommandFailure) -> Value {
        let sandbox = sandbox
        let result = await engine.steer { (now, effects) throws(CommandFailure) -> Value in
            try body(sandbox, now, &effects)
        }
        return try result.get()
    }

    /// Reads the body as canonical JSON, with an error turned into the core's failure.
    func canonical<Value>(
        _ read: (JSONPlace) throws(CanonicalJSONError) -> Value
    ) throws(CommandFailure) -> Value {
        do throws(CanonicalJSONError) {
            return try read(JSONPlace(.object(body.json)))
        } catch {
            throw CommandFailure(.requestInvalid, error.message, field: error.path)
        }
    }

    /// The phone that the path names.
    func phoneInPath() throws(CommandFailure) -> PhoneNumber {
        guard let phone = PhoneNumber(parameter("number")) else {
            throw CommandFailure(.recipientInvalid, "Not a phone number", field: "number")
        }
        return phone
    }

    /// An address that the path names.
    func addressInPath(_ name: String) throws(CommandFailure) -> Address {
        guard let address = Address(parsing: parameter(name)) else {
            throw CommandFailure(.recipientInvalid, "Not a WhatsApp id", field: name)
        }
        return address
    }

    /// The end of a connection that `drop` names.
    func dropReason() throws(CommandFailure) -> Disconnect.Reason {
        let text = try read { body throws(WireError) in try body.string("reason") }
        let reasons: [Disconnect.Reason] = [.network, .logout, .replaced, .banned]
        guard let reason = reasons.first(where: { $0.rawValue == text }) else {
            throw CommandFailure(
                .requestInvalid,
                "reason must be network, logout, replaced or banned",
                field: "reason"
            )
        }
        return reason
    }

    /// The traits that the body gives a phone, nil to leave them.
    func traits() throws(CommandFailure) -> Set<PhoneTrait>? {
        guard
            let names = try read({ (body) throws(WireError) in
                try body.optionalStrings("traits", limit: 16)
            })
        else { return nil }
        var traits: Set<PhoneTrait> = []
        for name in names {
            guard let trait = PhoneTrait(rawValue: name) else {
                let known = PhoneTrait.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(
                    .requestInvalid,
                    "traits must be among \(known)",
                    field: "traits"
                )
            }
            traits.insert(trait)
        }
        return traits
    }

    /// The members that the body gives a group.
    func members() throws(CommandFailure) -> [(phone: PhoneNumber, role: Participant.Role)] {
        let rows = try read { body throws(WireError) in
            guard body.has("participants") else { return [(String, String?)]() }
            var rows: [(String, String?)] = []
            for row in try body.objects("participants") {
                rows.append((try row.string("number"), try row.optionalString("admin")))
            }
            return rows
        }
        var members: [(phone: PhoneNumber, role: Participant.Role)] = []
        for (number, admin) in rows {
            guard let phone = PhoneNumber(number) else {
                throw CommandFailure(
                    .recipientInvalid,
                    "Not a phone number",
                    field: "participants"
                )
            }
            members.append((phone: phone, role: admin.flatMap(Participant.Role.init) ?? .member))
        }
        return members
    }

    /// The id that the body gives a group, without its server part; nil for a fresh one.
    func groupID() throws(CommandFailure) -> String? {
        guard let text = try read({ (body) throws(WireError) in try body.optionalString("id") })
        else { return nil }
        guard case .group(let id)? = Address(parsing: text) else {
            throw CommandFailure(.recipientInvalid, "id is not a group's id", field: "id")
        }
        return id
    }

    /// The message content in the body's `content`, in the canonical JSON form.
    func content() throws(CommandFailure) -> Content {
        try canonical { body throws(CanonicalJSONError) in
            try Content(reading: try body.member("content"))
        }
    }
}
