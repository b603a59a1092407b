internal import Canonical
internal import Observability

extension Engine {
    /// Sends one message of an instance that has a route: in the chat's turn, by the way that is the
    /// chat's.
    func sendRouted(
        _ send: SendMessage,
        _ caller: Caller
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        guard let instance = caller.instance else { return .failure(Self.noInstance) }
        var asked = SendPlan(send, caller, send.note(for: caller))
        asked.address(to: ledger.withLock { $0.known(send.recipient, to: instance) })
        let plan = asked
        if let early = await answered(plan) { return early }
        guard await enter(plan.lane) else { return .failure(Self.laneFull) }
        let result = await sendInTurn(plan)
        leave(plan.lane)
        if let route = route(for: caller) { shadow(plan.send, result, caller, route) }
        return result
    }

    /// The answer that a send has before anything is done: a refusal, or an earlier one's.
    private func answered(_ plan: SendPlan) async -> Result<SendMessage.Outcome, CommandFailure>? {
        while true {
            let step = ledger.withLock { ledger -> Result<SendStanding, CommandFailure> in
                do throws(CommandFailure) {
                    _ = try ledger.instance(for: plan.caller)
                    let standing = standing(of: plan, ledger)
                    // A repeat is answered as what it repeats, whatever became of the link since.
                    if case .fresh = standing {
                        _ = try ready(SendMessage.traits, plan.caller, ledger)
                    }
                    return .success(standing)
                } catch {
                    return .failure(error)
                }
            }
            switch step {
            case .failure(let failure): return .failure(failure)
            case .success(.fresh): return nil
            case .success(.answered(let result)):
                // The first one may still be on its way to the disk.
                return await settle(result, store.submit([]))
            case .success(.underWay(let id)):
                if let result = await outcome(of: id) { return result }
            }
        }
    }

    /// What the send under way comes to; nil when it has just ended.
    private func outcome(of id: CommandID) async -> Result<SendMessage.Outcome, CommandFailure>? {
        await withCheckedContinuation { continuation in
            let waits = ledger.withLock { ledger -> Bool? in
                guard let send = ledger.remote.open[id] else { return nil }
                guard send.waiting.count < 64 else { return false }
                ledger.remote.open[id]?.waiting.append(continuation)
                return true
            }
            switch waits {
            case nil: continuation.resume(returning: nil)
            case false?: continuation.resume(returning: .failure(Self.underWay))
            case true?: return
            }
        }
    }

    /// The chat's turn has come: waits as asked, chooses the way, and goes it.
    private func sendInTurn(
        _ plan: SendPlan
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        await pause(plan)
        guard let route = route(for: plan.caller) else { return await sendHere(plan) }
        let leg = await leg(for: plan, of: route)
        switch ledger.withLock({ way(leg, of: route, $0) }) {
        case .success(.embedded): return await sendHere(plan)
        case .success(.remote(let way)): return await send(plan, by: way, of: route)
        case .failure(let failure): return .failure(failure)
        }
    }

    /// Sends by the embedded upstream, in the chat's turn.
    private func sendHere(_ plan: SendPlan) async -> Result<SendMessage.Outcome, CommandFailure> {
        switch await prepare(plan, fetches: true) {
        case .failure(let failure): return .failure(failure)
        case .success(let plan):
            let attempt = ledger.withLock { attemptLocked(plan, $0) }
            guard let ticket = attempt.ticket else { return attempt.result }
            return await settle(attempt.result, ticket)
        }
    }

    /// The chat's way; while two send, an answer goes where the message it answers is known.
    private func leg(for plan: SendPlan, of route: InstanceRoute) async -> InstanceRoute.Leg {
        guard let candidate = route.candidate, case .canary = route.trial else {
            return route.primary
        }
        let isCandidates = route.isCandidates(plan.send.recipient)
        let (chosen, other) =
            isCandidates ? (candidate, route.primary) : (route.primary, candidate)
        guard let quote = plan.send.quoted else { return chosen }
        let names = await upstreamNames(of: quote.id, plan.caller.instance)
        let knowing = Set(names.isEmpty ? [upstream.id] : names.map(\.upstream))
        return !knowing.contains(chosen.upstream) && knowing.contains(other.upstream)
            ? other : chosen
    }
}
