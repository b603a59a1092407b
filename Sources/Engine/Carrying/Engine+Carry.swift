internal import Canonical
internal import Observability

extension Engine {
    /// Carries a command out at the instance's upstream, in one critical section and one commit.
    func carry<C: Command>(
        _ command: C,
        _ caller: Caller,
        journal note: JournalNote
    ) -> Reply<C> {
        let (result, ticket) = ledger.withLock { ledger in
            carryLocked(command, caller, note, ledger)
        }
        return answer(result, after: ticket)
    }

    /// The value at once when nothing was written, else when the write is durable.
    func answer<Value: Sendable>(
        _ result: Result<Value, CommandFailure>,
        after ticket: CommitTicket?
    ) -> Answer<Result<Value, CommandFailure>> {
        guard let ticket else { return .now(result) }
        return .after(
            ticket,
            result,
            otherwise: { [self] in
                if let error = ticket.failure { tellLost(error) }
                return .failure(Self.storeUnavailable)
            }
        )
    }

    /// Waits for a commit; a lost one becomes "unavailable", for nothing of it was kept.
    func settle<Value: Sendable>(
        _ result: Result<Value, CommandFailure>,
        _ ticket: CommitTicket
    ) async -> Result<Value, CommandFailure> {
        do throws(StoreError) {
            try await ticket.wait()
            return result
        } catch {
            tellLost(error)
            return .failure(Self.storeUnavailable)
        }
    }

    private func tellLost(_ error: StoreError) {
        log(.error, "commit lost", ["kind": "\(error.kind)", "code": "\(error.code)"])
    }

    static let storeUnavailable = CommandFailure(
        .unavailable,
        "The gateway cannot store anything at present",
        retryAfterSeconds: 5
    )

    /// The critical section of ``carry(_:_:journal:)``.
    func carryLocked<C: Command>(
        _ command: C,
        _ caller: Caller,
        _ note: JournalNote,
        _ ledger: Ledger
    ) -> (Result<C.Outcome, CommandFailure>, CommitTicket?) {
        let instance: Instance
        do throws(CommandFailure) {
            instance = try ready(C.traits, caller, ledger)
        } catch {
            return (.failure(error), nil)
        }
        let (now, id) = (clock.now, instance.id)
        let isJournalled = C.traits.effect != .read
        let sequence = isJournalled ? ledger.nextCommand(id) : nil
        var call = EmbeddedCall(instance: instance, now: now, effects: Effects())
        guard let result = carried.perform(command, &call) else {
            if isJournalled { ledger.takeBackCommand(id) }
            return (.failure(Self.unsupported(C.traits)), nil)
        }
        var transaction = Transaction()
        if case .success(let outcome) = result {
            transaction.changes = call.effects.changes
            transaction.answered = note.messageBesides(outcome, at: now)
            let cause = Cause(
                sequence.map { .of(id, sequence: $0, at: now) },
                requestID: caller.requestID
            )
            apply(call.effects.signals, cause: cause, ledger, &transaction)
        }
        if let sequence {
            journal(C.self, result, instance, caller, note, (sequence, now), ledger, &transaction)
        }
        guard !transaction.changes.isEmpty else { return (result, nil) }
        return (result, submit(transaction.changes))
    }

    /// The caller's instance, if the command can be carried out in its present state.
    func ready(
        _ traits: CommandTraits,
        _ caller: Caller,
        _ ledger: Ledger
    ) throws(CommandFailure) -> Instance {
        let instance = try ledger.instance(for: caller)
        if traits.needsLink, instance.state != .connected {
            throw CommandFailure(.instanceNotConnected, "Instance is not connected")
        }
        if traits.effect != .read, !store.isWritable { throw Self.storeUnavailable }
        return instance
    }

    static func unsupported(_ traits: CommandTraits) -> CommandFailure {
        CommandFailure(.capabilityUnsupported, "This upstream cannot do \(traits.name)")
    }
}
