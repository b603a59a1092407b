internal import Canonical
internal import Observability

extension Engine {
    /// Carries a command that sends no message out over a network: written down before and after,
    /// unless it only reads.
    func carry<C: Command>(
        _ command: C,
        _ caller: Caller,
        by way: RemoteWay
    ) async -> Result<C.Outcome, CommandFailure> {
        guard let id = caller.instance else { return .failure(Self.noInstance) }
        let people = PeopleNamed.worthAsking(in: command)
        await lookUp(people, of: id, by: way, for: caller.requestID)
        let spoken: Spoken<C>
        switch await self.spoken(command, for: id, on: way.leg) {
        case .success(let put): spoken = put
        case .failure(let failure): return .failure(failure)
        }
        let begun: Begun
        switch await begin(C.self, caller, way) {
        case .success(let row): begun = row
        case .failure(let failure): return .failure(failure)
        }
        let call = way.call(
            for: begun.instance,
            at: clock.now,
            reference: begun.record?.id.text ?? caller.requestID,
            about: spoken.message
        )
        let result = await remotes.perform(spoken.command, call)
        return await end(command, result, begun, caller, way)
    }

    static let noInstance = CommandFailure(.instanceNotFound, "Instance not found")

    /// What is known of a command when it is about to be called.
    private struct Begun: Sendable {
        let instance: Instance
        /// Its row, nil for reads.
        let record: CommandRecord?
    }

    /// Judges a command and writes its row down.
    private func begin<C: Command>(
        _ type: C.Type,
        _ caller: Caller,
        _ way: RemoteWay
    ) async -> Result<Begun, CommandFailure> {
        let step = ledger.withLock { ledger -> Result<(Begun, CommitTicket?), CommandFailure> in
            do throws(CommandFailure) {
                let instance = try ready(C.traits, caller, ledger)
                guard C.traits.effect != .read else {
                    return .success((Begun(instance: instance, record: nil), nil))
                }
                let record = pending(C.self, instance, caller, JournalNote(), way, ledger)
                let ticket = submit([.command(record)])
                return .success((Begun(instance: instance, record: record), ticket))
            } catch {
                return .failure(error)
            }
        }
        switch step {
        case .success((let begun, let ticket?)): return await settle(.success(begun), ticket)
        case .success((let begun, nil)): return .success(begun)
        case .failure(let failure): return .failure(failure)
        }
    }

    /// The row of a command that is about to be called.
    func pending<C: Command>(
        _ type: C.Type,
        _ instance: Instance,
        _ caller: Caller,
        _ note: JournalNote,
        _ way: RemoteWay,
        _ ledger: Ledger
    ) -> CommandRecord {
        let now = clock.now
        let sequence = ledger.nextCommand(instance.id)
        return CommandRecord(
            sequence: sequence,
            id: .make(instance.id, sequence, at: now),
            tenant: instance.tenant,
            instance: instance.id,
            name: C.traits.name,
            dialect: caller.dialect,
            upstream: way.leg.upstream,
            requestID: caller.requestID,
            receivedAt: now,
            clientReference: note.reference,
            idempotencyKey: note.idempotencyKey,
            fingerprint: note.fingerprint
        )
    }

    /// Writes down what came of a command, and what its upstream told besides.
    private func end<C: Command>(
        _ command: C,
        _ result: RemoteResult<C.Outcome>,
        _ begun: Begun,
        _ caller: Caller,
        _ way: RemoteWay
    ) async -> Result<C.Outcome, CommandFailure> {
        losses.note(result.losses, of: caller.requestID)
        let key = way.key(of: begun.instance.id)
        let intake = await look(at: result.observations, from: key)
        let (outcome, ticket) = ledger.withLock {
            ledger -> (Result<C.Outcome, CommandFailure>, CommitTicket?) in
            var transaction = Transaction()
            let cause = Cause(command: begun.record?.id, requestID: caller.requestID)
            take(intake, cause: cause, ledger, &transaction)
            var record = begun.record
            record?.losses = result.losses.map(\.text)
            let outcome = conclude(command, result.end, &record, key, cause, ledger, &transaction)
            if let record { transaction.changes.append(.command(record)) }
            let isEmpty = transaction.changes.isEmpty
            return (outcome, isEmpty ? nil : submit(transaction.changes))
        }
        patience.happened(to: key.instance)
        guard let ticket else { return outcome }
        return await settle(outcome, ticket)
    }

    /// Decides what a command's end means.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func conclude<C: Command>(
        _ command: C,
        _ end: RemoteResult<C.Outcome>.End,
        _ record: inout CommandRecord?,
        _ key: LegKey,
        _ cause: Cause,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) -> Result<C.Outcome, CommandFailure> {
        switch end {
        case .done(let outcome):
            record?.outcome = .succeeded
            follow(command, key, cause, ledger, &transaction)
            if let answers = outcome as? CheckNumbers.Outcome {
                learn(answers, of: key.instance, ledger)
            }
            return .success(Self.present(outcome, ledger.instances[key.instance]))
        case .refused(let failure), .neverReached(let failure):
            record?.outcome = .failed(failure.code)
            return .failure(failure)
        case .unknown(let failure):
            guard record != nil else { return .failure(failure) }
            record?.outcome = .unknown
            let isTimeout = failure.code == .upstreamTimeout
            return .failure(
                CommandFailure(
                    isTimeout ? .upstreamTimeout : .unavailable,
                    "Nobody knows whether the upstream did it",
                    retryAfterSeconds: failure.retryAfterSeconds
                )
            )
        }
    }

    /// The outcome with the instance as it stands, where it shows one.
    private static func present<Outcome>(_ outcome: Outcome, _ instance: Instance?) -> Outcome {
        guard let instance, let showing = outcome as? any ShowsInstance else { return outcome }
        return showing.showing(instance) as? Outcome ?? outcome
    }

    /// What a command changes here once it was carried out there.
    private func follow<C: Command>(
        _ command: C,
        _ key: LegKey,
        _ cause: Cause,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        if let revoke = command as? RevokeMessage {
            revoked(revoke.message, revoke.chat, key, at: clock.now, cause, ledger, &transaction)
        }
        if let availability = command as? SetAvailability,
            var instance = ledger.instances[key.instance]
        {
            instance.isAvailable = availability.isAvailable
            ledger.update(instance, &transaction)
        }
    }
}
