/// What is done about losses.
public enum LossPolicy: String, Sendable, CaseIterable {
    /// A command that would lose something is refused, in the caller's dialect.
    case strict
    /// What can be done is done, and what is lost is told.
    case lenient
}
