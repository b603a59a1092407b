internal import Canonical
internal import Observability

/// What deleting an instance does where another upstream carries it.
extension Engine {
    /// The dialect of operators, who only take an instance out of here.
    private static let operators = DialectID("control")

    /// Ends the session at the primary upstream, then deletes the instance here; nil where there is
    /// no such session, or an operator asks.
    ///
    /// The upstream's own instance stays. A session that cannot be ended keeps nothing from being
    /// deleted.
    func performDeletion(_ command: DeleteInstance, _ caller: Caller) -> Reply<DeleteInstance>? {
        guard caller.dialect != Self.operators, let route = route(for: caller),
            case .success(.remote(let way)) = primaryWay(route)
        else { return nil }
        return .later { [self] in
            if case .failure(let failure) = await carry(DisconnectInstance(), caller, by: way) {
                log(
                    .warning,
                    "session not ended before deletion",
                    ["upstream": way.leg.upstream.text, "code": failure.code.rawValue]
                )
            }
            return await performLocally(command, caller).value()
        }
    }
}
