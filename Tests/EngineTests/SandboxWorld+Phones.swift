import Canonical
import Engine
import Sandbox

/// What phones of the world do by hand in a test.
extension SandboxWorld {
    /// Has a phone write, and gives the message's id.
    @discardableResult
    func write(
        _ content: Content,
        from digits: String,
        to recipient: String,
        quoting quote: Quote? = nil
    ) throws -> MessageID {
        let (phone, recipient) = (try number(digits), try address(recipient))
        return try control {
            try sandbox.message(
                from: phone,
                to: recipient,
                content: content,
                quoted: quote,
                now: $0,
                effects: &$1
            )
        }
    }

    /// The message as an instance has it that may have the messages of a phone.
    func sighting(of id: MessageID, by digits: String) throws -> Sighting {
        for (instance, since) in try sandbox.witnesses(of: try number(digits)) {
            guard let message = messages[instance]?.last(where: { $0.id == id }),
                message.sentAt >= since
            else { continue }
            return Sighting(message, of: instance)
        }
        throw CommandFailure(.messageNotFound)
    }

    @discardableResult
    func edit(_ id: MessageID, by digits: String, to text: String) throws -> MessageID {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        return try control {
            try sandbox.edit(sighting, by: phone, to: TextContent(text), now: $0, effects: &$1)
        }
    }

    func revoke(_ id: MessageID, by digits: String) throws {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        try control { try sandbox.revoke(sighting, by: phone, now: $0, effects: &$1) }
    }

    @discardableResult
    func react(_ emoji: String, to id: MessageID, by digits: String) throws -> MessageID {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        return try control {
            try sandbox.react(emoji, to: sighting, by: phone, now: $0, effects: &$1)
        }
    }

    @discardableResult
    func vote(_ options: [String], in id: MessageID, by digits: String) throws -> MessageID {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        return try control {
            try sandbox.vote(for: options, in: sighting, by: phone, now: $0, effects: &$1)
        }
    }

    func read(_ id: MessageID, by digits: String) throws {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        try control { try sandbox.read(sighting, by: phone, now: $0, effects: &$1) }
    }

    func play(_ id: MessageID, by digits: String) throws {
        let (sighting, phone) = (try sighting(of: id, by: digits), try number(digits))
        try control { try sandbox.play(sighting, by: phone, now: $0, effects: &$1) }
    }

    /// The events of one kind that an instance was told, oldest first.
    func events(_ kind: String, of id: InstanceID) -> [EventPayload] {
        (events[id] ?? []).filter { $0.kind == kind }
    }
}
