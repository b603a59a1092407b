/// What an upstream makes of a command of one kind.
public enum Ability: Equatable, Sendable {
    /// All of it.
    case exact
    /// It, but for these; those that concern a field count only where it is used.
    case lossy([Loss])
    /// Nothing, and why.
    case unsupported(String)
}
