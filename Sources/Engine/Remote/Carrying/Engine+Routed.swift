internal import Canonical
internal import Observability

extension Engine {
    /// Carries out a command of an instance that has a route; nil where it goes the way of all
    /// others, to the embedded upstream.
    func performRouted<C: Command>(_ command: C, _ caller: Caller) -> Reply<C>? {
        guard let route = route(for: caller), route.isInvolved(in: command, upstream.id) else {
            return nil
        }
        if let send = command as? SendMessage {
            let answer = Reply<SendMessage>.later { [self] in await sendRouted(send, caller) }
            return answer as? Reply<C>
        }
        if let revoke = command as? RevokeMessage {
            let answer = Reply<RevokeMessage>.later { [self] in
                await revokeRouted(revoke, caller, route)
            }
            return answer as? Reply<C>
        }
        return .later { [self] in await performOnPrimary(command, caller, route) }
    }

    /// Carries out a command other than those about messages: by the primary way, and has a trial
    /// look on.
    private func performOnPrimary<C: Command>(
        _ command: C,
        _ caller: Caller,
        _ route: InstanceRoute
    ) async -> Result<C.Outcome, CommandFailure> {
        let result: Result<C.Outcome, CommandFailure>
        switch primaryWay(route) {
        case .success(.embedded):
            result = await carry(command, caller, journal: JournalNote()).value()
        case .success(.remote(let way)):
            result = await carry(command, caller, by: way)
        case .failure(let failure):
            result = .failure(failure)
        }
        shadow(command, result, caller, route)
        return result
    }

    /// Deletes a message by the way that knows it.
    private func revokeRouted(
        _ revoke: RevokeMessage,
        _ caller: Caller,
        _ route: InstanceRoute
    ) async -> Result<Message, CommandFailure> {
        let known: Message
        switch await ownMessage(revoke, caller) {
        case .success(let message): known = message
        case .failure(let failure): return .failure(failure)
        }
        let names = await upstreamNames(of: revoke.message, caller.instance)
        var revoke = revoke
        revoke.chat = known.chat
        let knowing = Set(names.isEmpty ? [upstream.id] : names.map(\.upstream))
        guard let leg = route.sendingLegs.first(where: { knowing.contains($0.upstream) }) else {
            return .failure(Self.sentElsewhere)
        }
        switch ledger.withLock({ way(leg, of: route, $0) }) {
        case .success(.embedded):
            return await carry(revoke, caller, journal: JournalNote()).value().map { _ in known }
        case .success(.remote(let way)):
            return await carry(revoke, caller, by: way).map { _ in known }
        case .failure(let failure):
            return .failure(failure)
        }
    }

    static let sentElsewhere = CommandFailure(
        .messageNotFound,
        "The message was sent through another upstream"
    )
}

extension InstanceRoute {
    /// Whether the route says anything else of a command than that the embedded upstream does it.
    fileprivate func isInvolved<C: Command>(in command: C, _ embedded: UpstreamID) -> Bool {
        if primary.upstream != embedded { return C.self != SendToMany.self }
        switch trial {
        case .none: return false
        case .shadow: return C.self != SendToMany.self
        case .canary: return command is SendMessage || command is RevokeMessage
        }
    }

    /// The ways that send at present, the primary one first.
    var sendingLegs: [Leg] {
        guard case .canary = trial, let candidate else { return [primary] }
        return [primary, candidate]
    }
}
