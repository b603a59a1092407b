/// What one request asks for: a command, and how its outcome becomes the answer.
public struct Invocation: Sendable {
    /// Carries the command out and words its outcome.
    @usableFromInline let perform: @Sendable (any CommandPerformer, Caller) -> Route.Served

    // Inlinable, so that each route's types are known where they are used and need not be looked
    // up for every request.

    /// Pairs a command with the pure function that words its outcome.
    ///
    /// What the vendor calls a failure although the command succeeded, `encode` throws.
    @inlinable
    public init<C: Command>(
        _ command: C,
        encode: @escaping @Sendable (C.Outcome) throws(CommandFailure) -> HTTPResponse
    ) {
        perform = { performer, caller in
            performer.perform(command, for: caller).map { Self.word($0, encode) }
        }
    }

    /// Carries a command out and words its outcome with what was kept of the request; that is only
    /// kept on for an answer that has to be waited for, which ``Answer/map(_:)`` would not do.
    @inlinable
    static func carryOut<C: Command, Kept: Sendable>(
        _ command: C,
        _ performer: any CommandPerformer,
        _ caller: Caller,
        _ kept: Kept,
        _ encode: @escaping @Sendable (C.Outcome, Kept) throws(CommandFailure) -> HTTPResponse
    ) -> Route.Served {
        switch performer.perform(command, for: caller) {
        case .now(let result): .now(word(result, with: kept, encode))
        case .later(let wait): .later { word(await wait(), with: kept, encode) }
        case .after(let gate, let result, let otherwise):
            .after(
                gate,
                word(result, with: kept, encode),
                otherwise: { word(otherwise(), with: kept, encode) }
            )
        }
    }

    @inlinable
    static func word<Outcome, Kept>(
        _ result: Result<Outcome, CommandFailure>,
        with kept: Kept,
        _ encode: (Outcome, Kept) throws(CommandFailure) -> HTTPResponse
    ) -> Result<HTTPResponse, CommandFailure> {
        word(result) { (outcome) throws(CommandFailure) -> HTTPResponse in
            try encode(outcome, kept)
        }
    }

    @inlinable
    static func word<Outcome>(
        _ result: Result<Outcome, CommandFailure>,
        _ encode: (Outcome) throws(CommandFailure) -> HTTPResponse
    ) -> Result<HTTPResponse, CommandFailure> {
        do throws(CommandFailure) {
            return .success(try encode(try result.get()))
        } catch {
            return .failure(error)
        }
    }
}
