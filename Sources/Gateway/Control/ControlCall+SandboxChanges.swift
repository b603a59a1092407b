internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Sandbox

extension ControlCall {
    /// The phone in the body's `actor`, who does something to a group.
    func actor() throws(CommandFailure) -> PhoneNumber {
        try canonical { body throws(CanonicalJSONError) in
            try body.read("actor", as: PhoneNumber.self)
        }
    }

    /// The settings that the body gives a group; a description of `null` takes it away.
    func groupChanges() throws(CommandFailure) -> [GroupChange] {
        let changes = try canonical { body throws(CanonicalJSONError) -> [GroupChange] in
            var changes: [GroupChange] = []
            if let subject = try body.optionalString("subject") {
                changes.append(.subject(subject))
            }
            if has("description") {
                changes.append(.description(try body.optionalString("description")))
            }
            if let announce = try body.optional("announce") {
                changes.append(.announce(try announce.bool()))
            }
            if let locked = try body.optional("locked") {
                changes.append(.locked(try locked.bool()))
            }
            return changes
        }
        guard !changes.isEmpty else {
            throw CommandFailure(
                .requestInvalid,
                "subject, description, announce or locked is required",
                field: "subject"
            )
        }
        return changes
    }

    /// The marks that the body gives a chat; a mute of `null` ends it.
    func chatMarkChanges() throws(CommandFailure) -> ChatMarkChanges {
        let changes = try canonical { body throws(CanonicalJSONError) -> ChatMarkChanges in
            var changes = ChatMarkChanges()
            changes.isArchived = try body.optional("archived")?.bool()
            changes.isPinned = try body.optional("pinned")?.bool()
            changes.isUnread = try body.optional("unread")?.bool()
            if has("muted_until") {
                let end = try body.optionalRead("muted_until", as: Timestamp.self)
                changes.sound = end.map(ChatMarkChanges.Sound.mutedUntil) ?? .on
            }
            return changes
        }
        guard !changes.isEmpty else {
            throw CommandFailure(
                .requestInvalid,
                "archived, pinned, muted_until or unread is required",
                field: "archived"
            )
        }
        return changes
    }

    /// Whether the body has the member, be it `null`.
    private func has(_ key: String) -> Bool { body.json[key] != nil }
}
