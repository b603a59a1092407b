extension Invocation {
    /// Carries out a command, and then what its outcome asks for, whose answer is the answer.
    ///
    /// For vendors whose one call means several commands. Nothing is undone when a later command
    /// fails, and nothing is told before the change of an earlier one is kept.
    public init<C: Command>(
        first command: C,
        then next: @escaping @Sendable (C.Outcome) throws(CommandFailure) -> Invocation
    ) {
        self.init(attempting: command) { (result) throws(CommandFailure) -> Invocation in
            try next(try result.get())
        }
    }

    /// Carries out a command, and then what its end asks for, be it a success or not, whose answer
    /// is the answer.
    ///
    /// For vendors who answer with a success where the command is refused.
    public init<C: Command>(
        attempting command: C,
        then next:
            @escaping @Sendable (Result<C.Outcome, CommandFailure>) throws(CommandFailure)
            -> Invocation
    ) {
        perform = { performer, caller in
            @Sendable func follow(_ result: Result<C.Outcome, CommandFailure>) -> Route.Served {
                do throws(CommandFailure) {
                    return try next(result).perform(performer, caller)
                } catch {
                    return .now(.failure(error))
                }
            }
            switch performer.perform(command, for: caller) {
            case .now(let result): return follow(result)
            case .later(let wait): return .later { await follow(await wait()).value() }
            case .after(let gate, let result, let otherwise):
                return Self.holding(follow(result), until: gate) { otherwise().failure }
            }
        }
    }

    /// Answers without a command.
    public init(answering response: HTTPResponse) {
        perform = { _, _ in .now(.success(response)) }
    }

    /// What is told once the gate went well, and the failure otherwise.
    private static func holding(
        _ served: Route.Served,
        until gate: any Gate,
        failure: @escaping @Sendable () -> CommandFailure?
    ) -> Route.Served {
        switch served {
        case .now(let result):
            .after(gate, result, otherwise: { failure().map(Result.failure) ?? result })
        case .later, .after:
            .later {
                let kept = Answer<CommandFailure?>.after(gate, nil, otherwise: failure)
                if let failure = await kept.value() { return .failure(failure) }
                return await served.value()
            }
        }
    }
}

extension Result {
    /// The failure, nil when there is none.
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { return failure }
        return nil
    }
}
