public import Canonical
internal import Observability

extension Engine {
    /// Sends one message: at once where nothing has to be waited for but the commit.
    func perform(_ send: SendMessage, _ caller: Caller) -> Reply<SendMessage> {
        let note = send.note(for: caller)
        guard send.isPlain else { return sendLater(send, caller, note) }
        let attempt = ledger.withLock { attemptAtOnce(send, caller, note, $0) }
        guard let attempt else { return sendLater(send, caller, note) }
        return answer(attempt.result, after: attempt.ticket)
    }

    /// Carries a send out, nil when others wait for its chat.
    private func attemptAtOnce(
        _ send: SendMessage,
        _ caller: Caller,
        _ note: JournalNote,
        _ ledger: Ledger
    ) -> Attempt? {
        // Mostly nobody waits anywhere, and then no key has to be made.
        guard ledger.lanes.isEmpty || ledger.lanes[LaneKey(of: send, caller)] == nil else {
            return nil
        }
        // Without a reference there is nothing that it could repeat.
        guard note.isReference else { return carryLocked(send, caller, note, ledger) }
        return attemptLocked(SendPlan(send, caller, note), ledger)
    }

    private func sendLater(
        _ send: SendMessage,
        _ caller: Caller,
        _ note: JournalNote
    ) -> Reply<SendMessage> {
        let plan = SendPlan(send, caller, note)
        return .later { [self] in await sendAfterWaiting(plan) }
    }

    /// What one passage through the critical section gives.
    typealias Attempt = (
        result: Result<SendMessage.Outcome, CommandFailure>, ticket: CommitTicket?
    )

    /// Gives the first answer of a repeat, or carries the send out.
    func attemptLocked(_ plan: SendPlan, _ ledger: Ledger) -> Attempt {
        switch standing(of: plan, ledger) {
        // The first one may still be on its way to the disk: an empty transaction waits for it.
        case .answered(let earlier): return (earlier, store.submit([]))
        case .underWay: return (.failure(Self.underWay), nil)
        case .fresh: break
        }
        return carryLocked(plan.send, plan.caller, plan.note, ledger)
    }

    /// The first answer to a reference or key that is used again within its time.
    func earlier(
        _ plan: SendPlan,
        _ ledger: Ledger
    ) -> Result<SendMessage.Outcome, CommandFailure>? {
        guard plan.note.isReference, let instance = try? ledger.instance(for: plan.caller)
        else { return nil }
        let now = clock.now.milliseconds
        if let key = plan.note.idempotencyKey,
            let entry = ledger.references.send(instance.id, idempotencyKey: key),
            now - entry.receivedAt.milliseconds < limits.idempotencyWindowMilliseconds
        {
            return entry.fingerprint == plan.note.fingerprint
                ? .success(entry.outcome) : .failure(Self.keyReused)
        }
        if let reference = plan.send.clientReference,
            let window = plan.send.referenceWindowMilliseconds,
            let entry = ledger.references.send(instance.id, reference: reference),
            now - entry.receivedAt.milliseconds < window
        {
            return .success(entry.outcome)
        }
        return nil
    }

    static let keyReused = CommandFailure(
        .requestInvalid,
        "Idempotency-Key was already used for another request",
        field: "Idempotency-Key"
    )

    /// Waits for the chat's turn, the delay and the file, then sends.
    private func sendAfterWaiting(
        _ plan: SendPlan
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        let early = ledger.withLock { ledger -> Result<SendMessage.Outcome, CommandFailure>? in
            do throws(CommandFailure) {
                _ = try ready(SendMessage.traits, plan.caller, ledger)
                return earlier(plan, ledger)
            } catch {
                return .failure(error)
            }
        }
        if let early { return early }
        guard await enter(plan.lane) else { return .failure(Self.laneFull) }
        await pause(plan)
        let prepared = await prepare(plan, fetches: true)
        let attempt: Attempt
        switch prepared {
        case .success(let plan): attempt = ledger.withLock { attemptLocked(plan, $0) }
        case .failure(let failure): attempt = (.failure(failure), nil)
        }
        leave(plan.lane)
        guard let ticket = attempt.ticket else { return attempt.result }
        return await settle(attempt.result, ticket)
    }

    /// Waits as long as the send was asked to wait.
    func pause(_ plan: SendPlan) async {
        guard plan.send.delayMilliseconds > 0 else { return }
        let delay = min(plan.send.delayMilliseconds, limits.longestSendDelayMilliseconds)
        await sleepers.sleep(until: clock.now.advanced(byMilliseconds: Int64(delay)))
    }

    /// What a send needs: its file, kept here if it is or can be had, and the message it answers.
    func prepare(
        _ plan: SendPlan,
        fetches: Bool
    ) async -> Result<SendPlan, CommandFailure> {
        var plan = plan
        if fetches || !plan.send.content.isFileElsewhere {
            switch await keep(plan.send.content, for: plan.caller.tenant) {
            case .success(let content): plan.send.content = content
            case .failure(let failure): return .failure(failure)
            }
        }
        plan.send.quoted = await complete(plan.send.quoted, plan.caller)
        return .success(plan)
    }

    /// The content with its file kept, fetched first where it is given by URL.
    public func keep(
        _ content: Content,
        for tenant: TenantID
    ) async -> Result<Content, CommandFailure> {
        guard var media = content.unkeptMedia else { return .success(content) }
        return await vault.keep(media, for: tenant).map { kept in
            media.source = .kept(kept)
            return content.replacingMedia(with: media)
        }
    }

    /// The quoted message as the store knows it; what it does not know stays as the caller gave it.
    private func complete(_ quote: Quote?, _ caller: Caller) async -> Quote? {
        guard var quote, !quote.isComplete, let instance = caller.instance else { return quote }
        guard let known = try? await store.message(quote.id, of: instance) else { return quote }
        quote.sender = known.sender
        quote.content = quote.content ?? known.content
        return quote
    }
}
