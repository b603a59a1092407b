/// What the account knows around an event, as it is when the event is told.
public struct EventSurroundings: Equatable, Sendable {
    /// The group in which it happened, nil when it was in none or the group is not known.
    public var group: Group?
    /// The people whom the event names, as far as they are known.
    public var contacts: [Contact]
    /// How its chat stands, nil when it belongs to none.
    public var standing: ChatStanding?

    /// Gathers what is known; nothing unless it is given.
    public init(
        group: Group? = nil,
        contacts: [Contact] = [],
        standing: ChatStanding? = nil
    ) {
        self.group = group
        self.contacts = contacts
        self.standing = standing
    }
}

/// How a chat stands with the account, beyond its messages.
public struct ChatStanding: Equatable, Sendable {
    /// How it stands in the account's list.
    public var marks: ChatMarks
    /// Whether the account blocked the other person.
    public var isBlocked: Bool
    /// The ids of the labels that are on it.
    public var labels: [String]

    /// Makes it.
    public init(marks: ChatMarks, isBlocked: Bool = false, labels: [String] = []) {
        self.marks = marks
        self.isBlocked = isBlocked
        self.labels = labels
    }
}
