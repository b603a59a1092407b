internal import Canonical
internal import Observability

/// One send over a network: written down, called, and written down again.
extension Engine {
    /// Sends by a way; by the route's fail-over where it is proven that nothing was sent.
    func send(
        _ asked: SendPlan,
        by way: RemoteWay,
        of route: InstanceRoute
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        let plan: SendPlan
        switch await addressed(asked, by: way) {
        case .success(let addressed): plan = addressed
        case .failure(let failure): return await refuse(asked, way, failure)
        }
        switch await prepare(plan, fetches: false) {
        case .success(let prepared): return await send(prepared, asked, by: way, of: route)
        case .failure(let failure): return .failure(failure)
        }
    }

    private func send(
        _ plan: SendPlan,
        _ asked: SendPlan,
        by way: RemoteWay,
        of route: InstanceRoute
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        switch await begin(plan, way) {
        case .answered(let result): return result
        case .begun(let id, let instance):
            // What is said has the file as it was given; what is kept has it as it is kept here.
            var said = plan.send
            said.content = asked.send.content
            let result = await call(said, id, instance, way)
            guard case .neverReached(let failure) = result.end, let failover = route.failover,
                failover.upstream != way.leg.upstream
            else { return await end(id, result, way) }
            losses.note(result.losses, of: plan.caller.requestID)
            return await failOver(said, id, instance, failover, of: route, after: failure)
        }
    }

    private enum Beginning: Sendable {
        case begun(CommandID, Instance)
        case answered(Result<SendMessage.Outcome, CommandFailure>)
    }

    /// Writes a send down before it is called, unless it repeats another.
    private func begin(_ plan: SendPlan, _ way: RemoteWay) async -> Beginning {
        let step = ledger.withLock { ledger -> (Beginning, CommitTicket?) in
            let instance: Instance
            do throws(CommandFailure) {
                instance = try ready(SendMessage.traits, plan.caller, ledger)
            } catch {
                return (.answered(.failure(error)), nil)
            }
            switch standing(of: plan, ledger) {
            case .answered(let result): return (.answered(result), store.submit([]))
            case .underWay: return (.answered(.failure(Self.underWay)), nil)
            case .fresh: break
            }
            let send = underWay(plan, instance, way, ledger)
            ledger.remote.open.begin(send)
            let ticket = submit([
                .command(send.record),
                .sendPending(
                    instance.id,
                    sequence: send.record.sequence,
                    recipient: plan.send.recipient,
                    echo: send.echo
                ),
            ])
            return (.begun(send.record.id, instance), ticket)
        }
        guard let ticket = step.1 else { return step.0 }
        switch (step.0, await settle(.success(()), ticket)) {
        case (_, .success): return step.0
        case (.begun(let id, _), .failure(let failure)):
            release(ledger.withLock { $0.remote.open.forget(id) }, .failure(failure))
            return .answered(.failure(failure))
        case (.answered, .failure(let failure)): return .answered(.failure(failure))
        }
    }

    /// The row of a send that is about to be called, with what its end will need.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func underWay(
        _ plan: SendPlan,
        _ instance: Instance,
        _ way: RemoteWay,
        _ ledger: Ledger
    ) -> SendUnderWay {
        SendUnderWay(
            record: pending(SendMessage.self, instance, plan.caller, plan.note, way, ledger),
            send: plan.send,
            asked: plan.asked,
            lane: plan.lane,
            echo: EchoDigest.make(chat: plan.send.recipient, plan.send.content)
        )
    }

    /// Calls the upstream.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func call(
        _ send: SendMessage,
        _ id: CommandID,
        _ instance: Instance,
        _ way: RemoteWay
    ) async -> RemoteResult<SendMessage.Outcome> {
        switch await spoken(send, for: instance.id, on: way.leg) {
        case .failure(let failure): return RemoteResult(.neverReached(failure))
        case .success(let spoken):
            let call = way.call(
                for: instance,
                at: clock.now,
                reference: id.text,
                about: spoken.message
            )
            return await remotes.perform(spoken.command, call)
        }
    }

    /// Gives those who wait for a send what it came to.
    func release(
        _ send: SendUnderWay?,
        _ result: Result<SendMessage.Outcome, CommandFailure>
    ) {
        for waiting in send?.waiting ?? [] { waiting.resume(returning: result) }
    }

    /// Sends by the fail-over what certainly was not sent.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func failOver(
        _ said: SendMessage,
        _ id: CommandID,
        _ instance: Instance,
        _ failover: InstanceRoute.Leg,
        of route: InstanceRoute,
        after failure: CommandFailure
    ) async -> Result<SendMessage.Outcome, CommandFailure> {
        let step = ledger.withLock { ledger -> (RemoteWay, CommitTicket)? in
            guard case .success(.remote(let way)) = way(failover, of: route, ledger),
                var send = ledger.remote.open[id]
            else { return nil }
            send.record.upstream = failover.upstream
            ledger.remote.open[id] = send
            return (way, submit([.command(send.record)]))
        }
        guard let (way, ticket) = step else {
            return await end(id, RemoteResult(.neverReached(failure)), nil)
        }
        if case .failure(let failure) = await settle(.success(()), ticket) {
            // The row of the first way is durable and says "pending": it did not send either.
            release(ledger.withLock { $0.remote.open.forget(id) }, .failure(failure))
            return .failure(failure)
        }
        return await end(id, await call(said, id, instance, way), way)
    }
}
