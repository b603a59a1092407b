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

    /// Carries a command out and words its outcome; the request is only kept for an answer that has
    /// to be waited for, which ``Answer/map(_:)`` would not do.
    @inlinable
    static func carryOut<C: Command>(
        _ command: C,
        _ performer: any CommandPerformer,
        _ caller: Caller,
        _ request: RequestView,
        _ encode:
            @escaping @Sendable (C.Outcome, RequestView) throws(CommandFailure) -> HTTPResponse
    ) -> Route.Served {
        switch performer.perform(command, for: caller) {
        case .now(let result): .now(word(result, for: request, encode))
        case .later(let wait): .later { word(await wait(), for: request, encode) }
        case .after(let gate, let result, let otherwise):
            .after(
                gate,
                word(result, for: request, encode),
                otherwise: { word(otherwise(), for: request, encode) }
            )
        }
    }

    @inlinable
    static func word<Outcome>(
        _ result: Result<Outcome, CommandFailure>,
        for request: RequestView,
        _ encode: (Outcome, RequestView) throws(CommandFailure) -> HTTPResponse
    ) -> Result<HTTPResponse, CommandFailure> {
        word(result) { (outcome) throws(CommandFailure) -> HTTPResponse in
            try encode(outcome, request)
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
