/// What is said to an upstream to carry one command out, as a value: requests, and what each answer
/// leads to.
///
/// Pure: whoever carries it out has the sockets and the clock. So it can be tested with texts.
public indirect enum Conversation<Outcome: Sendable>: Sendable {
    /// Sends a request; its answer leads on.
    ///
    /// What the closure throws ends the conversation. For a request of effect `once`, the codes
    /// `upstream.protocol`, `upstream.unavailable` and `upstream.timeout` mean that nobody knows
    /// whether it was carried out; every other code means that it certainly was not.
    case ask(
        UpstreamRequest,
        then: @Sendable (UpstreamReply) throws(CommandFailure) -> Conversation<Outcome>
    )
    /// Waits so many milliseconds, then goes on.
    case pause(
        milliseconds: Int,
        then: @Sendable () throws(CommandFailure) -> Conversation<Outcome>
    )
    /// Ends.
    case done(Told<Outcome>)
}

/// How a conversation ends.
public struct Told<Outcome: Sendable>: Sendable {
    /// The command's outcome.
    public var outcome: Outcome
    /// What the answers told besides: the link's state, the account.
    public var observations: [Observation]
    /// What was lost on the way and could not be known before.
    public var losses: [Loss]

    /// Makes an end.
    public init(_ outcome: Outcome, observations: [Observation] = [], losses: [Loss] = []) {
        self.outcome = outcome
        self.observations = observations
        self.losses = losses
    }
}

/// A command in an upstream's dialect: what is said, and what of it cannot be said.
public struct Translation<Outcome: Sendable>: Sendable {
    /// What cannot be said; each is declared in the dialect's ``AbilityTable``.
    public var losses: [Loss]
    /// What is said.
    public var conversation: Conversation<Outcome>

    /// Makes a translation.
    public init(losses: [Loss] = [], _ conversation: Conversation<Outcome>) {
        self.losses = losses
        self.conversation = conversation
    }

    /// Makes a translation of one request.
    public init(
        losses: [Loss] = [],
        asking request: UpstreamRequest,
        then end: @escaping @Sendable (UpstreamReply) throws(CommandFailure) -> Told<Outcome>
    ) {
        self.losses = losses
        conversation = .ask(request) { (reply) throws(CommandFailure) -> Conversation<Outcome> in
            .done(try end(reply))
        }
    }
}
