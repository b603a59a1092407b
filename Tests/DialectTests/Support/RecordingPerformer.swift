import DialectKit
import Testing

/// Remembers every command and gives the outcome that its test has prepared.
///
/// Unchecked, because each test makes its own and calls it from one task only.
final class RecordingPerformer: CommandPerformer, @unchecked Sendable {
    /// The commands in the order they came.
    private(set) var commands: [any Command] = []
    private let result: Result<any Sendable, CommandFailure>

    /// Makes a performer whose every command ends like this.
    init(_ result: Result<any Sendable, CommandFailure>) { self.result = result }

    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        commands.append(command)
        switch result {
        case .failure(let failure): return .now(.failure(failure))
        case .success(let value):
            guard let outcome = value as? C.Outcome else {
                Issue.record("\(C.self) cannot end with \(value)")
                return .now(.failure(CommandFailure(.internalError)))
            }
            return .now(.success(outcome))
        }
    }
}
