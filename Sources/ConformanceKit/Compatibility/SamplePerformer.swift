import Canonical
import Observability

/// Carries nothing out: remembers the command and gives a made-up outcome of its type.
final class SamplePerformer: CommandPerformer {
    private struct State {
        var command: String?
        var variant: String?
        var hadOutcome = false
    }

    private let state = Lock(State())

    /// The last command's text, nil when none came.
    var command: String? { state.withLock { $0.command } }
    /// The last command's variant, nil when it has none.
    var variant: String? { state.withLock { $0.variant } }
    /// Whether the last command's type has a sample outcome.
    var hadOutcome: Bool { state.withLock { $0.hadOutcome } }

    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        let outcome = Self.sample(for: command) as? C.Outcome
        state.withLock {
            $0.command = StableText.of(command)
            $0.variant = command.variant
            $0.hadOutcome = outcome != nil
        }
        return .now(outcome.map(Result.success) ?? .failure(CommandFailure(.internalError)))
    }
}
