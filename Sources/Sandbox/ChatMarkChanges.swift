public import Canonical

/// What an account's phone changes in its list of chats; what is nil stays.
public struct ChatMarkChanges: Equatable, Sendable {
    /// Whether a chat makes sounds.
    public enum Sound: Equatable, Sendable {
        /// It does.
        case on
        /// It does not, until that moment.
        case mutedUntil(Timestamp)
    }

    /// Whether it is put away.
    public var isArchived: Bool?
    /// Whether it is kept on top.
    public var isPinned: Bool?
    /// Whether it makes sounds.
    public var sound: Sound?
    /// Whether it counts as unread: `true` marks it by hand, `false` reads it.
    public var isUnread: Bool?

    /// Changes nothing.
    public init() {}

    /// Whether there is nothing to do.
    public var isEmpty: Bool { self == ChatMarkChanges() }
}
