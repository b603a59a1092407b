internal import Canonical

/// The keys by which things told are known again.
enum ToldName {
    static func message(_ id: MessageID) -> String { "m|\(id.text)" }

    static func revoked(_ id: MessageID) -> String { "d|\(id.text)" }

    static func status(
        _ id: MessageID,
        _ status: MessageStatus,
        _ participant: Address?
    ) -> String {
        "s|\(id.text)|\(status.name)|\(participant.map(LaneKey.key) ?? "")"
    }

    /// What a payload that has no message of its own is known by, the newest key first; none for what
    /// may be told again.
    static func event(
        _ payload: EventPayload,
        at moment: Timestamp,
        in intake: Intake
    ) -> [String] {
        if intake.arrivedAt == moment, payload.subject != nil {
            let period = moment.milliseconds / periodMilliseconds
            let words = digest("\(payload)")
            return ["p|\(period)|\(words)", "p|\(period - 1)|\(words)"]
        }
        return [event(payload, at: moment)].compactMap { $0 }
    }

    /// For so long, twice at most, the same words of one subject are the same thing told again, where
    /// nothing says when it was.
    private static let periodMilliseconds: Int64 = 600_000

    /// What a subject is known by.
    static func subject(_ name: String) -> String { digest(name) }

    private static func event(_ payload: EventPayload, at moment: Timestamp) -> String? {
        switch payload {
        case .messageEdited(let edit): "e|\(edit.id.text)|\(digest("\(edit.content)"))"
        case .messageReaction(let reaction) where !reaction.id.text.isEmpty:
            "r|\(reaction.id.text)|\(reaction.emoji)"
        case .messagePollVote(let vote) where !vote.id.text.isEmpty: "v|\(vote.id.text)"
        case .callOffered(let call): "c|\(call.id)"
        case .callEnded(let call, _): "x|\(call.id)"
        case .instanceState, .pairingQR, .pairingCode, .pairingSuccess, .messageReceived,
            .messageSent, .messageStatus, .messageRevoked, .webhookFailed:
            nil
        case .messageReaction, .messagePollVote, .chatPresence, .contactPresence, .contactChanged,
            .contactBlocked, .chatChanged,
            .groupChanged, .groupParticipants, .groupJoined, .groupLeft, .labelChanged,
            .labelAttached, .other:
            alike(payload, at: moment)
        }
    }

    /// The same words at the same moment are the same thing told twice.
    private static func alike(_ payload: EventPayload, at moment: Timestamp) -> String {
        "o|\(moment.milliseconds)|\(digest("\(payload)"))"
    }

    private static func digest(_ words: String) -> String {
        String(FNV1a.wideHash(words.utf8), radix: 36)
    }
}
