internal import Canonical
internal import Observability

/// How a send over a network ends.
extension Engine {
    /// Writes down what came of a send and what its upstream told besides; then gives its answer.
    func end(
        _ id: CommandID,
        _ result: RemoteResult<SendMessage.Outcome>,
        _ way: RemoteWay?
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        guard let open = ledger.withLock({ $0.remote.open[id] }) else {
            return .failure(Self.outcomeUnknown)
        }
        let lost = result.losses + result.untold(of: open.send)
        losses.note(lost, of: open.record.requestID)
        let key = LegKey(open.record.instance, open.record.upstream)
        let intake = await look(at: result.observations, from: key)
        let holder = await holder(of: result.end, from: key)
        let (answer, ticket, send) = ledger.withLock {
            ledger -> (Result<SendMessage.Outcome, CommandFailure>, CommitTicket, SendUnderWay) in
            var transaction = Transaction()
            var send = ledger.remote.open.forget(id) ?? open
            send.record.losses = lost.map(\.text)
            let answer = conclude(&send, result.end, holder, key, ledger, &transaction)
            take(intake, cause: send.cause, ledger, &transaction)
            transaction.changes.append(.command(send.record))
            return (answer, submit(transaction.changes), send)
        }
        patience.happened(to: key.instance)
        var settled = await settle(answer, ticket)
        if case .failure(let failure) = settled, failure == Self.storeUnavailable,
            result.end.refusal == nil
        {
            doubtUnwritten(send)
            // "Unavailable" would say that nothing was sent.
            settled = .failure(Self.outcomeUnknown)
        }
        release(send, settled)
        return settled
    }

    /// Decides what a send's end means.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func conclude(
        _ send: inout SendUnderWay,
        _ end: RemoteResult<SendMessage.Outcome>.End,
        _ holder: Message?,
        _ key: LegKey,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> Result<SendMessage.Outcome, CommandFailure> {
        switch end {
        case .done(let outcome):
            let answered = outcome.message
            return .success(succeed(&send, answered, holder, key, ledger, &transaction))
        case .refused, .neverReached, .unknown:
            // An upstream that told of the message has sent it, whatever its answer was.
            if let early = send.early, early.isNamed || end.isUnknown {
                if !early.isNamed { send.record.noteLikeness() }
                return .success(accept(&send, early.message, ledger, &transaction))
            }
        }
        guard let failure = end.refusal else {
            send.record.outcome = .unknown
            doubt(send, ledger, &transaction)
            return .failure(Self.outcomeUnknown)
        }
        send.record.outcome = .failed(failure.code)
        send.record.message = nil
        transaction.changes.append(send.settlement)
        ledger.learn(failure, of: send, at: clock.now)
        return .failure(failure.naming(send.asked))
    }

    /// Keeps a send in doubt; of an instance that is gone nothing will ever be told.
    private func doubt(
        _ send: SendUnderWay,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        guard ledger.instances[send.record.instance] != nil else {
            return transaction.changes.append(send.settlement)
        }
        ledger.remote.open.doubt(send.uncertain, askAgainAt: firstQuestion)
    }

    /// Keeps the message that a send became, and tells of it unless its echo was told already.
    private func succeed(
        _ send: inout SendUnderWay,
        _ answered: Message,
        _ holder: Message?,
        _ key: LegKey,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> SendMessage.Outcome {
        if let early = send.early, early.isSame(as: answered.id) {
            ledger.pair(answered.id, key, early.message.id, &transaction)
            var message = early.message
            if message.senderName.isEmpty, !answered.senderName.isEmpty {
                message.senderName = answered.senderName
                transaction.changes.append(.message(message, of: key.instance))
            }
            return accept(&send, message, ledger, &transaction)
        }
        let id = name(answered.id, send, holder, key, ledger)
        ledger.pair(answered.id, key, id, &transaction)
        ledger.learn(answered.chat, inPlaceOf: send.send.recipient, of: key.instance, at: clock.now)
        var message = send.completing(answered.named(id))
        message.chat = ledger.chat(answered.chat, of: send)
        message.sender = ledger.known(message.sender, to: key.instance)
        let progress = ProgressKey(instance: key.instance, message: id, participant: nil)
        message.status = max(message.status, ledger.remote.progress[progress] ?? message.status)
        keep(message, of: key.instance, at: clock.now, send.cause, ledger, &transaction)
        return accept(&send, message, ledger, &transaction)
    }

    /// Notes that a send became a message.
    func accept(
        _ send: inout SendUnderWay,
        _ message: Message,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> SendMessage.Outcome {
        send.record.outcome = .succeeded
        send.record.message = message.id
        ledger.claim(message.id, of: send.record.instance)
        ledger.awaitWord(of: send.record, since: clock.now)
        transaction.changes.append(send.settlement)
        if send.record.clientReference != nil || send.record.idempotencyKey != nil {
            ledger.references.remember(send.record, message: message)
        }
        return SendMessage.Outcome(message: message)
    }

    /// A message that was sent and could not be written down is in doubt here as it is on disk, until
    /// the store's state is taken up anew.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func doubtUnwritten(_ send: SendUnderWay) {
        ledger.withLock { ledger in
            ledger.references.forget(send.record)
            guard ledger.instances[send.record.instance] != nil else { return }
            ledger.remote.open.doubt(send.uncertain, askAgainAt: firstQuestion)
        }
    }

    /// When an upstream is first asked about a send in doubt.
    private var firstQuestion: Timestamp { clock.now.advanced(byMilliseconds: 10_000) }
}

extension SendUnderWay {
    /// What its events are caused by.
    var cause: Cause { Cause(command: record.id, requestID: record.requestID) }

    /// What is kept of it when nobody knows whether it was made.
    var uncertain: UncertainSend {
        UncertainSend(record: record, recipient: send.recipient, echo: echo)
    }

    /// That its end is known.
    var settlement: Change { .sendSettled(record.instance, sequence: record.sequence) }

    /// The message as an upstream tells of it, with what only its client and we know.
    func completing(_ told: Message) -> Message {
        var message = told
        message.isFromMe = true
        message.isFromAPI = true
        message.content = send.content
        message.quoted = send.quoted
        message.isForwarded = send.isForwarded
        message.clientReference = send.clientReference
        message.clientSource = send.clientSource
        return message
    }
}

extension CommandRecord {
    /// Says in the journal that nothing but its likeness shows that a message is what a send became.
    mutating func noteLikeness() {
        let note = Loss(
            "message_id",
            .approximated,
            "the upstream named no send, and this message looks like it"
        )
        losses.append(note.text)
    }
}

extension SendUnderWay.EarlyEcho {
    /// Whether the answer's id means the message of the echo: ids of one form are compared.
    fileprivate func isSame(as answered: MessageID) -> Bool {
        isNamed || answered == upstreamID
            || answered.hasWhatsAppForm != upstreamID.hasWhatsAppForm
    }
}

extension RemoteResult.End {
    /// Why it certainly was not carried out, nil when it was or nobody knows.
    fileprivate var refusal: CommandFailure? {
        switch self {
        case .refused(let failure), .neverReached(let failure): failure
        case .done, .unknown: nil
        }
    }

    fileprivate var isUnknown: Bool {
        if case .unknown = self { return true }
        return false
    }
}
