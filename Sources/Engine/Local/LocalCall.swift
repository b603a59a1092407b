internal import Canonical
internal import Observability

/// One call of a command that the engine carries out itself.
struct LocalCall {
    /// On whose behalf.
    let caller: Caller
    /// The engine's memory; the lock is held.
    let ledger: Ledger
    /// The present time.
    let now: Timestamp
    /// The engine, for its ports and bounds only.
    let engine: Engine
    /// What is to be committed.
    var transaction = Transaction()
}

extension Engine {
    /// The commands that need no upstream.
    static var localCommands: CommandTable<LocalCall> {
        var table = CommandTable<LocalCall>()
        addInstanceCommands(&table)
        addWebhookCommands(&table)
        addKeyCommands(&table)
        return table
    }

    /// Carries a command out in the engine's memory, and commits what it changed.
    func performLocally<C: Command>(_ command: C, _ caller: Caller) -> Reply<C> {
        if C.traits.effect == .read { return .now(read(command, caller)) }
        guard store.isWritable else { return .now(.failure(Self.storeUnavailable)) }
        let (result, ticket) = ledger.withLock {
            ledger -> (Result<C.Outcome, CommandFailure>, CommitTicket?) in
            var call = LocalCall(caller: caller, ledger: ledger, now: clock.now, engine: self)
            let result = local.perform(command, &call) ?? .failure(Self.unsupported(C.traits))
            journal(C.self, result, &call)
            guard case .success = result, !call.transaction.changes.isEmpty else {
                return (result, nil)
            }
            return (result, submit(call.transaction.changes))
        }
        return answer(result, after: ticket)
    }

    /// Answers a question out of the engine's memory.
    private func read<C: Command>(
        _ command: C,
        _ caller: Caller
    ) -> Result<C.Outcome, CommandFailure> {
        let now = clock.now
        return ledger.withLock { ledger in
            var call = LocalCall(caller: caller, ledger: ledger, now: now, engine: self)
            return local.perform(command, &call) ?? .failure(Self.unsupported(C.traits))
        }
    }

    /// Adds the journal's row of a local command that changed an instance.
    func journal<C: Command>(
        _ type: C.Type,
        _ result: Result<C.Outcome, CommandFailure>,
        _ call: inout LocalCall
    ) {
        guard C.traits.effect != .read, case .success(let outcome) = result else { return }
        let made = (outcome as? Instance)?.id
        guard let id = call.caller.instance ?? made else { return }
        let sequence = call.ledger.nextCommand(id)
        let record = CommandRecord(
            sequence: sequence,
            id: .make(id, sequence, at: call.now),
            tenant: call.caller.tenant,
            instance: id,
            name: C.traits.name,
            dialect: call.caller.dialect,
            upstream: Self.ownID,
            requestID: call.caller.requestID,
            receivedAt: call.now,
            outcome: .succeeded
        )
        call.transaction.changes.append(.command(record))
    }
}
