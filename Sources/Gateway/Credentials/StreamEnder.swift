internal import Canonical
internal import Deliveries
internal import DialectKit
internal import Engine

/// The engine for routes that take keys back: a key's streams end with it.
struct StreamEnder: CommandPerformer {
    let engine: Engine
    let hub: EventHub

    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        let answer = engine.perform(command, for: caller)
        guard let revocation = command as? RevokeKey else { return answer }
        return answer.map { [hub] result in
            if case .success = result { hub.end(key: revocation.id) }
            return result
        }
    }
}

extension Gateway {
    /// What carries out the commands of a route.
    func performer(for leaf: RouteTree.Leaf) -> any CommandPerformer {
        guard let tellers, leaf.revokesKeys else { return engine }
        return StreamEnder(engine: engine, hub: tellers.hub)
    }
}
