internal import Canonical

/// What the journal keeps of a command besides its name.
struct JournalNote: Sendable {
    var reference: String?
    var idempotencyKey: String?
    var fingerprint: UInt64?

    /// Whether a repeat is known by it.
    var isReference: Bool { reference != nil || idempotencyKey != nil }

    /// The message that a send gave, if its row of the journal needs no time or reference of its own.
    func messageBesides<Outcome>(_ outcome: Outcome, at now: Timestamp) -> MessageID? {
        guard let message = (outcome as? SendMessage.Outcome)?.message, message.sentAt == now,
            message.clientReference == reference
        else { return nil }
        return message.id
    }
}
