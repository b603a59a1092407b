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

extension Told where Outcome == Looked {
    /// What was seen of a link.
    public init(seen observations: [Observation]) {
        self.init(Looked(), observations: observations)
    }
}
