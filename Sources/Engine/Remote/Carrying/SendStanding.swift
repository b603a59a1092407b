internal import Canonical

/// How a send stands towards those before it.
enum SendStanding: Sendable {
    /// There was none like it.
    case fresh
    /// It repeats one whose end is known, or of which nothing can be known.
    case answered(Result<SendMessage.Outcome, CommandFailure>)
    /// It repeats one that is under way.
    case underWay(CommandID)
}

extension Engine {
    /// How a send stands: whether its reference or its key was used within its time.
    func standing(of plan: SendPlan, _ ledger: Ledger) -> SendStanding {
        if let earlier = earlier(plan, ledger) { return .answered(earlier) }
        guard !ledger.remote.open.isEmpty, let record = openTwin(of: plan, ledger) else {
            return .fresh
        }
        if plan.note.idempotencyKey != nil, record.idempotencyKey == plan.note.idempotencyKey,
            record.fingerprint != plan.note.fingerprint
        {
            return .answered(.failure(Self.keyReused))
        }
        if ledger.remote.open[record.id] != nil { return .underWay(record.id) }
        return .answered(.failure(Self.outcomeUnknown))
    }

    /// The open send that a send repeats.
    private func openTwin(of plan: SendPlan, _ ledger: Ledger) -> CommandRecord? {
        guard let instance = plan.caller.instance else { return nil }
        let now = clock.now.milliseconds
        if let key = plan.note.idempotencyKey,
            let record = ledger.remote.open.record(instance, idempotencyKey: key),
            now - record.receivedAt.milliseconds
                < max(limits.idempotencyWindowMilliseconds, limits.uncertainMilliseconds)
        {
            return record
        }
        // As long as nobody knows whether it was sent, its reference sends nothing new.
        if let reference = plan.send.clientReference,
            let window = plan.send.referenceWindowMilliseconds,
            let record = ledger.remote.open.record(instance, reference: reference),
            now - record.receivedAt.milliseconds < max(window, limits.uncertainMilliseconds)
        {
            return record
        }
        return nil
    }

    static let outcomeUnknown = CommandFailure(
        .sendOutcomeUnknown,
        "Nobody knows whether the message was sent"
    )

    static let underWay = CommandFailure(
        .instanceConflict,
        "The same message is being sent",
        retryAfterSeconds: 1
    )
}
