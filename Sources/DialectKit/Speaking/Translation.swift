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
