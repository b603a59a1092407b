public import Canonical
internal import Observability

extension Engine {
    /// Takes up what an upstream told at a hook; true once it is durable, so that it may be told
    /// that it was heard.
    ///
    /// Told twice, it counts once. A status that comes before its message, and an echo that comes
    /// before its send's answer, wait for them for a few seconds. False for a hook that is nobody's,
    /// and while nothing can be stored. What has the time of its arrival for its own, for lack of
    /// another, is known again by its words.
    public func receive(
        _ observations: [Observation],
        hook key: String,
        arrivedAt arrival: Timestamp? = nil
    ) async -> Bool {
        guard let leg = ledger.withLock({ $0.remote.hooks[key] }) else { return false }
        hear(leg)
        return await receive(observations, from: leg, arrivedAt: arrival)
    }

    /// Takes up what an upstream told of an instance when it was asked; see
    /// ``receive(_:hook:)``.
    ///
    /// It does not count as a sign of life, for an upstream may answer and tell nothing any more.
    public func receive(
        _ observations: [Observation],
        of instance: InstanceID,
        from upstream: UpstreamID
    ) async -> Bool {
        let leg = LegKey(instance, upstream)
        guard ledger.withLock({ $0.leg(leg) != nil }) else { return false }
        return await receive(observations, from: leg, arrivedAt: nil)
    }

    private func receive(
        _ observations: [Observation],
        from leg: LegKey,
        arrivedAt arrival: Timestamp?
    ) async -> Bool {
        let counting = observations.filter { $0.kind != .alive && $0.isBounded }
        for start in stride(from: 0, to: counting.count, by: Self.pieceCount) {
            let piece = counting[start..<min(start + Self.pieceCount, counting.count)]
            guard await receivePiece(Array(piece), from: leg, arrival) else { return false }
        }
        return true
    }

    /// So many at once: their transaction always fits into the room that a writable store has, and
    /// the ledger is never held for long.
    private static let pieceCount = 64

    private func receivePiece(
        _ observations: [Observation],
        from leg: LegKey,
        _ arrival: Timestamp?
    ) async -> Bool {
        let longest = limits.observationWaitMilliseconds
        let brief = min(longest, limits.statusWaitMilliseconds)
        let ends: [Awaited: Int64] = [
            .answer: patience.deadline(inMilliseconds: longest),
            .message: patience.deadline(inMilliseconds: brief),
        ]
        var mayWait = limits.observationWaitMilliseconds > 0
        while true {
            let mark = patience.mark(of: leg.instance)
            let intake = await look(at: observations, from: leg, arrivedAt: arrival)
            let (ticket, cause) = ledger.withLock { ledger -> (CommitTicket?, Awaited?) in
                if mayWait, let cause = awaited(by: intake, ledger) { return (nil, cause) }
                // Asked where nobody else submits, so that memory is never ahead of the store.
                guard store.isWritable else { return (CommitTicket(failed: Self.noRoom), nil) }
                return (takeUp(intake, ledger), nil)
            }
            if let ticket { return await isDurable(ticket) }
            let end = cause.flatMap { ends[$0] } ?? 0
            mayWait = await patience.wait(for: leg.instance, since: mark, until: end)
        }
    }

    private static let noRoom = StoreError(.overloaded, "an upstream's events found no room")

    /// One transaction out of what was told at once; an empty one waits for those before it.
    private func takeUp(_ intake: Intake, _ ledger: Ledger) -> CommitTicket {
        var transaction = Transaction()
        take(intake, cause: nil, ledger, &transaction)
        if transaction.hasMessage { patience.happened(to: intake.leg.instance) }
        return submit(transaction.changes)
    }

    private func isDurable(_ ticket: CommitTicket) async -> Bool {
        if case .success = await settle(.success(()), ticket) { return true }
        return false
    }

    /// What something that an upstream tells waits for.
    private enum Awaited {
        /// The answer to a send, which says what it became.
        case answer
        /// The message of a status, told beside it.
        case message
    }

    /// What else is to be waited for, nil for nothing.
    private func awaited(by intake: Intake, _ ledger: Ledger) -> Awaited? {
        var known: Set<MessageID> = []
        var awaited: Awaited?
        for observation in intake.observations {
            switch observation.kind {
            case .message(let message):
                let id = intake.name(message.id, ledger)
                known.insert(id)
                guard message.isFromMe, !intake.knows(id, ledger) else { continue }
                if ledger.remote.open.mayEnd(as: message, of: intake.leg.instance) {
                    return .answer
                }
            case .status(let id, _, _, _):
                let id = intake.name(id, ledger)
                guard !known.contains(id), !intake.knows(id, ledger) else { continue }
                if ledger.remote.open.hasAny(of: intake.leg.instance) { return .answer }
                awaited = .message
            case .link, .account, .revoked, .identity, .event, .alive: continue
            }
        }
        return awaited
    }

    /// Notes that a way was heard from.
    private func hear(_ leg: LegKey) {
        let now = clock.now
        ledger.withLock { ledger in
            ledger.remote.heard[leg, default: LegSigns()].at = now
            ledger.remote.heard[leg]?.awaitsSince = nil
            ledger.setStalled(false, leg)
        }
    }
}

extension OpenSends {
    /// Whether a send of the instance is under way.
    fileprivate func hasAny(of instance: InstanceID) -> Bool {
        underWay.values.contains { $0.record.instance == instance }
    }

    /// Whether a send's answer may yet say that a message is the one it became.
    fileprivate func mayEnd(as message: Message, of instance: InstanceID) -> Bool {
        guard !underWay.isEmpty else { return false }
        if let reference = message.clientReference, underWay[CommandID(reference)] != nil {
            return false
        }
        return underWay(in: LaneKey(instance, message.chat)).contains { $0.early == nil }
    }
}

extension Transaction {
    /// Whether somebody may be waiting for a message of it.
    fileprivate var hasMessage: Bool {
        changes.contains { change in
            if case .message = change { true } else { false }
        }
    }
}
