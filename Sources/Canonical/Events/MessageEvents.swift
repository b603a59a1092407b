/// What a message says after its author changed it.
public struct MessageEdit: Equatable, Sendable {
    /// The message that was changed.
    public let message: MessageID
    /// WhatsApp's own id of the change.
    public let id: MessageID
    /// The chat it is in.
    public let chat: Address
    /// Who changed it: its author.
    public let sender: Address
    /// Whether the account changed it.
    public let isFromMe: Bool
    /// What it says now.
    public let content: Content

    /// Makes a change.
    public init(
        message: MessageID,
        id: MessageID,
        chat: Address,
        sender: Address,
        isFromMe: Bool,
        content: Content
    ) {
        self.message = message
        self.id = id
        self.chat = chat
        self.sender = sender
        self.isFromMe = isFromMe
        self.content = content
    }
}

/// A sign that somebody put on a message.
public struct Reaction: Equatable, Sendable {
    /// WhatsApp's own id of the reaction.
    public let id: MessageID
    /// The message it is on.
    public let message: MessageID
    /// The chat both are in.
    public let chat: Address
    /// Who reacts.
    public let sender: Address
    /// Whether the account reacts.
    public let isFromMe: Bool
    /// Whether the account wrote the message it is on.
    public let isOnOwnMessage: Bool
    /// The sign, empty when it is taken away.
    public let emoji: String

    /// Makes a reaction.
    public init(
        id: MessageID,
        message: MessageID,
        chat: Address,
        sender: Address,
        isFromMe: Bool,
        isOnOwnMessage: Bool,
        emoji: String
    ) {
        self.id = id
        self.message = message
        self.chat = chat
        self.sender = sender
        self.isFromMe = isFromMe
        self.isOnOwnMessage = isOnOwnMessage
        self.emoji = emoji
    }
}

/// What somebody chose in a poll; each vote replaces the voter's last one.
public struct PollVote: Equatable, Sendable {
    /// WhatsApp's own id of the vote.
    public let id: MessageID
    /// The poll's message.
    public let poll: MessageID
    /// The chat both are in.
    public let chat: Address
    /// Who votes.
    public let voter: Address
    /// Whether the account votes.
    public let isFromMe: Bool
    /// The chosen options' words, none when the vote is taken back.
    public let options: [String]

    /// Makes a vote.
    public init(
        id: MessageID,
        poll: MessageID,
        chat: Address,
        voter: Address,
        isFromMe: Bool,
        options: [String]
    ) {
        self.id = id
        self.poll = poll
        self.chat = chat
        self.voter = voter
        self.isFromMe = isFromMe
        self.options = options
    }
}
