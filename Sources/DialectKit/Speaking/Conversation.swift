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
