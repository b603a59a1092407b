/// What one request asks for: a command, and how its outcome becomes the answer.
public struct Invocation: Sendable {
    /// Carries the command out and words its outcome.
    let perform: @Sendable (any CommandPerformer, Caller) -> Route.Served

    /// Pairs a command with the pure function that words its outcome.
    ///
    /// What the vendor calls a failure although the command succeeded, `encode` throws.
    public init<C: Command>(
        _ command: C,
        encode: @escaping @Sendable (C.Outcome) throws(CommandFailure) -> HTTPResponse
    ) {
        perform = { performer, caller in
            performer.perform(command, for: caller).map { result in
                result.flatMap { outcome in
                    do throws(CommandFailure) {
                        return .success(try encode(outcome))
                    } catch {
                        return .failure(error)
                    }
                }
            }
        }
    }
}
