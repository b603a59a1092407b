/// A command in an upstream's dialect: what is said, and what of it cannot be said.
public struct Translation<Outcome: Sendable>: Sendable {
    /// What its row of the dialect's ``AbilityTable`` says that it loses.
    public let losses: [Loss]
    /// What is said.
    public let conversation: Conversation<Outcome>
}
