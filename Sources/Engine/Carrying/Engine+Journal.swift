internal import Canonical

extension Engine {
    /// Writes the journal's row: with a send's message where that waits for it, else by itself.
    func journal<C: Command>(
        _ type: C.Type,
        _ result: Result<C.Outcome, CommandFailure>,
        _ instance: Instance,
        _ caller: Caller,
        _ note: JournalNote,
        _ place: (sequence: Int64, at: Timestamp),
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        if let waiting = transaction.sent {
            let sent = sent(waiting, instance, caller, note, place.sequence)
            transaction.insert(.sent(sent), at: waiting.place)
            guard note.isReference else { return }
            ledger.references.remember(sent.command, message: sent.message)
        } else {
            let record = record(type, result, instance, caller, note, place)
            transaction.changes.append(.command(record))
            remember(record, result, &ledger.references)
        }
    }

    private func sent(
        _ waiting: Transaction.Sent,
        _ instance: Instance,
        _ caller: Caller,
        _ note: JournalNote,
        _ sequence: Int64
    ) -> SentRecord {
        SentRecord(
            message: waiting.message,
            tenant: instance.tenant,
            instance: instance.id,
            eventSequence: waiting.eventSequence,
            commandSequence: sequence,
            dialect: caller.dialect,
            upstream: upstream.id,
            requestID: caller.requestID,
            idempotencyKey: note.idempotencyKey,
            fingerprint: note.fingerprint
        )
    }

    private func record<C: Command>(
        _ type: C.Type,
        _ result: Result<C.Outcome, CommandFailure>,
        _ instance: Instance,
        _ caller: Caller,
        _ note: JournalNote,
        _ place: (sequence: Int64, at: Timestamp)
    ) -> CommandRecord {
        let sent = (try? result.get()) as? SendMessage.Outcome
        let outcome: CommandRecord.Outcome
        switch result {
        case .success: outcome = .succeeded
        case .failure(let failure): outcome = .failed(failure.code)
        }
        return CommandRecord(
            sequence: place.sequence,
            id: .make(instance.id, place.sequence, at: place.at),
            tenant: instance.tenant,
            instance: instance.id,
            name: C.traits.name,
            dialect: caller.dialect,
            upstream: upstream.id,
            requestID: caller.requestID,
            receivedAt: place.at,
            clientReference: note.reference,
            idempotencyKey: note.idempotencyKey,
            fingerprint: note.fingerprint,
            outcome: outcome,
            message: sent?.message.id
        )
    }

    private func remember<Outcome>(
        _ record: CommandRecord,
        _ result: Result<Outcome, CommandFailure>,
        _ book: inout ReferenceBook
    ) {
        guard record.clientReference != nil || record.idempotencyKey != nil,
            let sent = (try? result.get()) as? SendMessage.Outcome
        else { return }
        book.remember(record, message: sent.message)
    }
}
