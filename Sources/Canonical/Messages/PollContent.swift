/// A question with options to vote for.
public struct PollContent: Equatable, Sendable {
    /// What is asked.
    public var question: String
    /// What can be chosen, two at least.
    public var options: [String]
    /// How many may be chosen at once, 0 for any number.
    public var selectable: Int

    /// Makes a poll.
    public init(question: String, options: [String], selectable: Int = 1) {
        self.question = question
        self.options = options
        self.selectable = selectable
    }
}

/// What somebody chose in a menu or with a button.
public struct ReplyContent: Equatable, Sendable {
    /// What it was chosen from.
    public enum Kind: String, Sendable, CaseIterable {
        /// The rows of a menu.
        case list
        /// Buttons.
        case button
    }

    /// What it was chosen from.
    public var kind: Kind
    /// The id of the row or button.
    public var id: String
    /// Its words.
    public var title: String

    /// Makes a choice.
    public init(kind: Kind, id: String, title: String) {
        self.kind = kind
        self.id = id
        self.title = title
    }
}
