internal import Canonical
internal import Observability

/// How a candidate upstream is compared with the primary one, behind the caller's back.
extension Engine {
    /// Has the candidate look on where a route says so: reads are run there too and compared, the
    /// rest is only put into its words.
    ///
    /// Never delays the answer; when too many looks are going on this one is left out.
    func shadow<C: Command>(
        _ command: C,
        _ result: Result<C.Outcome, CommandFailure>,
        _ caller: Caller,
        _ route: InstanceRoute
    ) {
        guard case .shadow = route.trial, let candidate = route.candidate, looks.begin() else {
            return
        }
        let instance = caller.instance.flatMap { id in ledger.withLock { $0.instances[id] } }
        guard let instance else { return looks.end() }
        // Nobody waits for it, so it is nobody's child.
        Task { [self] in
            let pairs =
                C.traits.effect == .read
                ? await compareRead(command, result, caller, instance, candidate, route)
                : await compareLosses(command, instance, candidate, route)
            await note(pairs, command, instance, candidate)
            looks.end()
        }
    }

    private func compareRead<C: Command>(
        _ command: C,
        _ result: Result<C.Outcome, CommandFailure>,
        _ caller: Caller,
        _ instance: Instance,
        _ candidate: InstanceRoute.Leg,
        _ route: InstanceRoute
    ) async -> [OutcomeDifference] {
        let other: Result<C.Outcome, CommandFailure>
        switch ledger.withLock({ way(candidate, of: route, $0) }) {
        case .failure, .success(.embedded): return []
        case .success(.remote(let way)):
            guard case .success(let spoken) = await spoken(command, for: instance.id, on: way.leg)
            else { return [] }
            let call = way.call(
                for: instance,
                at: clock.now,
                reference: mint.id("req_", at: clock.now),
                about: spoken.message
            )
            switch await remotes.perform(spoken.command, call).end {
            case .done(let outcome): other = .success(outcome)
            case .refused(let failure), .neverReached(let failure), .unknown(let failure):
                other = .failure(failure)
            }
        }
        return OutcomeDifference.between(result, other)
    }

    private func compareLosses<C: Command>(
        _ command: C,
        _ instance: Instance,
        _ candidate: InstanceRoute.Leg,
        _ route: InstanceRoute
    ) async -> [OutcomeDifference] {
        let mine = await lossesFound(command, instance, route.primary, route)
        let others = await lossesFound(command, instance, candidate, route)
        return OutcomeDifference.between(losses: mine, and: others)
    }

    private func lossesFound<C: Command>(
        _ command: C,
        _ instance: Instance,
        _ leg: InstanceRoute.Leg,
        _ route: InstanceRoute
    ) async -> Result<[Loss], CommandFailure> {
        switch ledger.withLock({ way(leg, of: route, $0) }) {
        case .failure(let failure): return .failure(failure)
        case .success(.embedded): return .success([])
        case .success(.remote(let way)):
            switch await spoken(command, for: instance.id, on: leg) {
            case .failure(let failure): return .failure(failure)
            case .success(let spoken):
                let call = way.call(
                    for: instance,
                    at: clock.now,
                    reference: "shadow",
                    about: spoken.message
                )
                do throws(CommandFailure) {
                    return .success(try remotes.losses(of: spoken.command, call))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private func note<C: Command>(
        _ pairs: [OutcomeDifference],
        _ command: C,
        _ instance: Instance,
        _ candidate: InstanceRoute.Leg
    ) async {
        guard !pairs.isEmpty, store.isWritable else { return }
        let changes = pairs.prefix(16).map { pair in
            Change.difference(
                RouteDifference(
                    at: clock.now,
                    instance: instance.id,
                    command: C.traits.name,
                    variant: command.variant,
                    candidate: candidate.upstream,
                    path: pair.path,
                    primaryValue: pair.primary,
                    candidateValue: pair.candidate
                )
            )
        }
        _ = await settle(.success(()), ledger.withLock { _ in submit(Array(changes)) })
    }
}
