internal import Canonical

extension Engine {
    /// Takes up what an upstream tells: moves instances, keeps messages, numbers events.
    func apply(
        _ signals: [Signal],
        cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        for signal in signals {
            apply(signal, cause: cause, ledger, &transaction)
        }
    }

    private func apply(
        _ signal: Signal,
        cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let owner = signal.instance
        switch signal.kind {
        case .link(let state, let reason):
            move(to: state, because: reason, toldBy: signal, cause, ledger, &transaction)
        case .account(let account):
            change(owner, at: signal.at, ledger, &transaction) { $0.account = account }
            ledger.append(
                .pairingSuccess(phone: account.phone),
                to: owner,
                at: signal.at,
                cause: cause,
                &transaction
            )
        case .availability(let isAvailable):
            change(owner, at: signal.at, ledger, &transaction) { $0.isAvailable = isAvailable }
        case .message(let message):
            show(message, toldBy: signal, cause, ledger, &transaction)
        case .status(let message, let status, let chat, let participant):
            let sign = (message, status, chat, participant)
            keep(sign, toldBy: signal, cause, ledger, &transaction)
        case .revoked(let message, let chat):
            transaction.changes.append(.messageRevoked(message, of: owner, at: signal.at))
            ledger.append(
                .messageRevoked(message, chat: chat),
                to: owner,
                at: signal.at,
                cause: cause,
                &transaction
            )
        case .event(let payload):
            ledger.append(payload, to: owner, at: signal.at, cause: cause, &transaction)
        }
    }

    /// Keeps a sign of progress and tells of it; one that nobody caused and nobody's endpoint hears
    /// is kept with its event.
    private func keep(
        _ sign: (message: MessageID, status: MessageStatus, chat: Address?, participant: Address?),
        toldBy signal: Signal,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let (owner, moment) = (signal.instance, signal.at)
        var payload: EventPayload {
            .messageStatus(
                sign.message,
                sign.status,
                chat: sign.chat,
                participant: sign.participant
            )
        }
        let hearers = ledger.hearers(of: payload, from: owner)
        guard cause == nil, hearers.isEmpty else {
            transaction.changes.append(.messageStatus(sign.message, of: owner, sign.status))
            return ledger.append(
                payload,
                to: owner,
                at: moment,
                cause: cause,
                heardBy: hearers,
                &transaction
            )
        }
        let progress = ProgressRecord(
            message: sign.message,
            instance: owner,
            sequence: ledger.nextEvent(owner),
            at: moment,
            status: sign.status,
            chat: sign.chat,
            participant: sign.participant
        )
        transaction.changes.append(.progress(progress))
    }

    /// Keeps a message and tells of it; that of a send waits for the send's row of the journal.
    private func show(
        _ message: Message,
        toldBy signal: Signal,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let (owner, moment) = (signal.instance, signal.at)
        let isOfSend =
            message.isFromAPI && message.id == transaction.answered && message.sentAt == moment
        var payload: EventPayload {
            message.isFromMe
                ? .messageSent(message.id, chat: message.chat)
                : .messageReceived(message.id, chat: message.chat)
        }
        let hearers = ledger.hearers(of: payload, from: owner)
        if isOfSend, hearers.isEmpty {
            transaction.sent = Transaction.Sent(
                message: message,
                eventSequence: ledger.nextEvent(owner),
                place: transaction.changes.count
            )
            return
        }
        transaction.changes.append(.message(message, of: owner))
        ledger.append(
            payload,
            to: owner,
            at: moment,
            cause: cause,
            heardBy: hearers,
            &transaction
        )
    }

    private func change(
        _ owner: InstanceID,
        at moment: Timestamp,
        _ ledger: Ledger,
        _ transaction: inout Transaction,
        _ body: (inout Instance) -> Void
    ) {
        guard var instance = ledger.instances[owner] else { return }
        body(&instance)
        instance.updatedAt = max(instance.updatedAt, moment)
        instance.lastSeenAt = moment
        ledger.update(instance, &transaction)
    }

    /// Moves an instance's link, and tells of it unless nothing but a code changed.
    private func move(
        to state: LinkState,
        because reason: Disconnect.Reason?,
        toldBy signal: Signal,
        _ cause: Cause?,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        let (owner, moment) = (signal.instance, signal.at)
        guard var instance = ledger.instances[owner] else { return }
        let previous = instance.state.name
        let changed = previous != state.name
        instance.state = state
        if state == .connected { instance.lastSeenAt = moment }
        if let reason { instance.lastDisconnect = Disconnect(at: moment, reason: reason) }
        instance.updatedAt = max(instance.updatedAt, moment)
        ledger.update(instance, &transaction)
        if changed {
            ledger.append(
                .instanceState(name: state.name, previous: previous, reason: reason),
                to: owner,
                at: moment,
                cause: cause,
                &transaction
            )
        }
        if let payload = state.pairing?.event {
            ledger.append(payload, to: owner, at: moment, cause: cause, &transaction)
        }
    }
}

extension PairingCode {
    /// The event that tells of the code.
    fileprivate var event: EventPayload {
        switch method {
        case .qr(let text, _): .pairingQR(text: text, attempt: attempt, expiresAt: expiresAt)
        case .code(let code, _): .pairingCode(code: code, expiresAt: expiresAt)
        }
    }
}
