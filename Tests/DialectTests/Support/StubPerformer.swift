import Canonical

/// A performer that gives each command the outcome prepared for its type, and remembers it.
final class StubPerformer: CommandPerformer, @unchecked Sendable {
    // Unchecked: each test makes its own and uses it from one task, one call after the other.
    private var results: [ObjectIdentifier: any Sendable] = [:]
    /// What was asked for, in order.
    private(set) var commands: [any Command] = []

    /// Prepares the outcome of every command of a type.
    func succeed<C: Command>(_ type: C.Type, with outcome: C.Outcome) {
        results[ObjectIdentifier(type)] = Result<C.Outcome, CommandFailure>.success(outcome)
    }

    /// Prepares the failure of every command of a type.
    func fail<C: Command>(_ type: C.Type, with failure: CommandFailure) {
        results[ObjectIdentifier(type)] = Result<C.Outcome, CommandFailure>.failure(failure)
    }

    /// The last command, when it is of that type.
    func last<C: Command>(_ type: C.Type) -> C? { commands.last as? C }

    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        commands.append(command)
        guard let result = results[ObjectIdentifier(C.self)] as? Result<C.Outcome, CommandFailure>
        else { return .now(.failure(CommandFailure(.internalError, "no outcome is prepared"))) }
        return .now(result)
    }
}
