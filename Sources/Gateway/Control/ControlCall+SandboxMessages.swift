internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlCall {
    /// The phone and the message that the path names.
    func sightingInPath() async throws(CommandFailure) -> (phone: PhoneNumber, Sighting) {
        let phone = try phoneInPath()
        return (phone, try await sighting(of: MessageID(parameter("message")), by: phone))
    }

    /// What the body's `quoted` answers, nil when it answers nothing.
    func quote(by phone: PhoneNumber) async throws(CommandFailure) -> Quote? {
        let id = try canonical { body throws(CanonicalJSONError) in
            try body.optionalString("quoted")
        }
        guard let id else { return nil }
        let sighting = try await sighting(of: MessageID(id), by: phone, field: "quoted")
        return try await steer { sandbox, _, _ throws(CommandFailure) in
            try sandbox.quote(sighting, by: phone)
        }
    }

    /// The message as the first instance has it that shares a chat with the phone.
    private func sighting(
        of id: MessageID,
        by phone: PhoneNumber,
        field: String = "message"
    ) async throws(CommandFailure) -> Sighting {
        let witnesses = try await steer { sandbox, _, _ throws(CommandFailure) in
            try sandbox.witnesses(of: phone)
        }
        for (instance, since) in witnesses {
            guard let message = try await engine.message(id, of: instance).get(),
                message.sentAt >= since
            else { continue }
            return Sighting(message, of: instance)
        }
        throw CommandFailure(.messageNotFound, "the phone has no such message", field: field)
    }
}
