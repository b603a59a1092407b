/// Whose messages of a chat are meant.
public enum MessageAuthor: Sendable {
    /// Those that the account did not write itself.
    case others
    /// All of them.
    case anyone
}
