internal import Canonical

/// A step that a message made, as an upstream tells it.
struct Progress {
    /// The message, by the upstream's id.
    let message: MessageID
    let status: MessageStatus
    let chat: Address?
    let participant: Address?
}

extension Engine {
    /// Takes up how far a message came: forwards only, and each step once.
    func take(
        _ step: Progress,
        at moment: Timestamp,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let instance = intake.leg.instance
        let id = intake.name(step.message, ledger)
        guard intake.isPrimary(ledger) || intake.carried(step.message, ledger) else { return }
        let status = step.status
        if status.isArrival {
            ledger.learn(step.participant ?? step.chat, of: instance, at: clock.now)
        }
        let key = ProgressKey(instance: instance, message: id, participant: step.participant)
        guard status.follows(intake.progress(of: id, step.participant, ledger)),
            !intake.wasTold(ToldName.status(id, status, step.participant), ledger)
        else { return }
        ledger.remote.progress[key] = status
        ledger.tell(
            ToldName.status(id, status, step.participant),
            of: instance,
            at: moment,
            &transaction
        )
        transaction.changes.append(.messageStatus(id, of: instance, status))
        let chat = step.chat ?? intake.messages[id]?.chat
        ledger.append(
            .messageStatus(id, status, chat: chat, participant: step.participant),
            to: instance,
            at: moment,
            cause: cause,
            &transaction
        )
    }
}

extension Intake {
    /// Whether the upstream itself named the message before.
    fileprivate func carried(_ id: MessageID, _ ledger: Ledger) -> Bool {
        names[id] != nil || ledger.remote.pairs[PairKey(leg: leg, id: id)] != nil
    }

    /// How far a message is known to have come.
    fileprivate func progress(
        of id: MessageID,
        _ participant: Address?,
        _ ledger: Ledger
    ) -> MessageStatus {
        let key = ProgressKey(instance: leg.instance, message: id, participant: participant)
        let recent = ledger.remote.progress[key] ?? .accepted
        let told = MessageStatus.allCases.last { status in
            self.told.contains(ToldName.status(id, status, participant))
        }
        let kept = participant == nil ? messages[id]?.status : nil
        return max(recent, told ?? .accepted, kept ?? .accepted)
    }
}

extension MessageStatus {
    /// Whether it proves that somebody has the message.
    fileprivate var isArrival: Bool {
        switch self {
        case .delivered, .read, .played: true
        case .accepted, .queued, .sent, .failed, .canceled, .unknown: false
        }
    }

    /// Whether a message that had come so far may be told to have come here.
    ///
    /// A failure is not shown of what has arrived, and nobody is told that nothing is known.
    fileprivate func follows(_ earlier: MessageStatus) -> Bool {
        switch self {
        case .unknown: false
        case .failed, .canceled: earlier < .delivered || earlier == self || earlier == .unknown
        case .accepted, .queued, .sent, .delivered, .read, .played:
            self >= earlier || earlier == .unknown
        }
    }
}
