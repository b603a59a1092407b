internal import Canonical

extension Engine {
    /// Takes up a message: once, and the echo of a send of ours as what it is.
    func take(
        _ told: Message,
        at moment: Timestamp,
        of intake: Intake,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let leg = intake.leg
        let id = intake.name(told.id, ledger)
        ledger.meet(told, of: leg.instance, at: clock.now)
        var message = told.named(id)
        if let quote = told.quoted { message.quoted?.id = intake.name(quote.id, ledger) }
        if intake.knows(id, ledger) {
            return ledger.pair(told.id, leg, id, of: intake, &transaction)
        }
        if told.isFromMe, resolve(message, told, at: moment, intake, ledger, &transaction) {
            return
        }
        guard intake.isPrimary(ledger) else { return }
        ledger.pair(told.id, leg, id, of: intake, &transaction)
        // What an upstream calls a reference is ours, not the client's.
        message.clientReference = nil
        keep(message, of: leg.instance, at: moment, cause, ledger, &transaction)
    }

    /// Finds the send that a message is the echo of, and settles it; false where there is none.
    private func resolve(
        _ message: Message,
        _ told: Message,
        at moment: Timestamp,
        _ intake: Intake,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> Bool {
        let leg = intake.leg
        let naming = namingUpstream(leg, ledger)
        if let (send, isNamed) = ledger.remote.open.underWay(for: told, of: leg.instance, naming) {
            ledger.pair(told.id, leg, message.id, of: intake, &transaction)
            let complete = send.completing(message)
            ledger.remote.open[send.record.id]?.early = SendUnderWay.EarlyEcho(
                upstreamID: told.id,
                upstream: leg.upstream,
                isNamed: isNamed,
                message: complete
            )
            // Should this process end before the answer comes, the next one finds the message here.
            ledger.remote.open[send.record.id]?.record.message = message.id
            if let record = ledger.remote.open[send.record.id]?.record {
                transaction.changes.append(.command(record))
            }
            keep(complete, of: leg.instance, at: moment, send.cause, ledger, &transaction)
            return true
        }
        guard let (doubt, isNamed) = ledger.remote.open.doubt(for: told, of: leg.instance, naming)
        else { return false }
        ledger.pair(told.id, leg, message.id, of: intake, &transaction)
        settle(doubt, as: message, isNamed: isNamed, at: moment, ledger, &transaction)
        return true
    }

    /// The upstream of a way where it names our sends whenever it tells of them, nil where it does
    /// not.
    private func namingUpstream(_ leg: LegKey, _ ledger: Ledger) -> UpstreamID? {
        let dialect = ledger.remote.upstreams[leg.upstream]?.dialect
        return dialect.map(remotes.namesSends) ?? false ? leg.upstream : nil
    }

    /// Ends the doubt about a send: it became this message.
    private func settle(
        _ doubt: UncertainSend,
        as told: Message,
        isNamed: Bool,
        at moment: Timestamp,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        var record = doubt.record
        record.outcome = .succeeded
        record.message = told.id
        if !isNamed { record.noteLikeness() }
        var message = told
        message.isFromAPI = true
        message.clientReference = record.clientReference
        ledger.remote.open.forget(record.id)
        transaction.changes.append(.command(record))
        transaction.changes.append(.sendSettled(record.instance, sequence: record.sequence))
        let cause = Cause(command: record.id, requestID: record.requestID)
        keep(message, of: record.instance, at: moment, cause, ledger, &transaction)
        if record.clientReference != nil || record.idempotencyKey != nil {
            ledger.references.remember(record, message: message)
        }
        ledger.claim(message.id, of: record.instance)
    }
}

extension Ledger {
    /// Takes what a message proves of the one who sent it.
    fileprivate func meet(_ told: Message, of instance: InstanceID, at now: Timestamp) {
        guard !told.isFromMe else { return }
        learn(told.sender, of: instance, at: now)
        noteName(of: told, in: instance)
    }

    /// Keeps what an upstream calls a message, unless the store has it already.
    fileprivate func pair(
        _ upstreamID: MessageID,
        _ leg: LegKey,
        _ message: MessageID,
        of intake: Intake,
        _ transaction: inout Transaction
    ) {
        guard intake.names[upstreamID] == nil else { return }
        pair(upstreamID, leg, message, &transaction)
    }
}

extension OpenSends {
    private static let likenessMilliseconds: Int64 = 600_000
    private static let skewMilliseconds: Int64 = 120_000

    /// The send under way that a message is the echo of, and whether it names it.
    ///
    /// One that names another send than ours looks like none, and nothing that an upstream tells
    /// which names our sends looks like a send of its own.
    func underWay(
        for told: Message,
        of instance: InstanceID,
        _ naming: UpstreamID?
    ) -> (send: SendUnderWay, isNamed: Bool)? {
        if let reference = told.clientReference, let send = underWay[CommandID(reference)],
            send.record.instance == instance
        {
            return (send, true)
        }
        guard told.clientReference == nil else { return nil }
        let echo = EchoDigest.make(chat: told.chat, told.content)
        let alike = underWay(in: LaneKey(instance, told.chat)).first { send in
            send.echo == echo && send.early == nil && send.record.upstream != naming
                && Self.isInTime(told, send.record)
        }
        return alike.map { ($0, false) }
    }

    /// The send in doubt that a message is the echo of, and whether it names it: else it is the
    /// oldest like it; see ``underWay(for:of:_:)``.
    func doubt(
        for told: Message,
        of instance: InstanceID,
        _ naming: UpstreamID?
    ) -> (send: UncertainSend, isNamed: Bool)? {
        if let reference = told.clientReference,
            let send = doubts[CommandID(reference)]?.send, send.record.instance == instance
        {
            return (send, true)
        }
        guard told.clientReference == nil else { return nil }
        let echo = EchoDigest.make(chat: told.chat, told.content)
        let alike = doubts(of: instance).first { send in
            send.echo == echo && send.record.upstream != naming && Self.isInTime(told, send.record)
        }
        return alike.map { ($0, false) }
    }

    /// Whether a message was sent within ten minutes after a send was asked, clocks being what they
    /// are: people type the same words later in the day.
    private static func isInTime(_ told: Message, _ record: CommandRecord) -> Bool {
        let delay = told.sentAt.milliseconds.subtractingReportingOverflow(
            record.receivedAt.milliseconds
        )
        return !delay.overflow
            && (-skewMilliseconds...likenessMilliseconds).contains(delay.partialValue)
    }
}
