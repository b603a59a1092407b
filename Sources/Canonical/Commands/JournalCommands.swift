/// Looks for messages of the caller's instance in the gateway's own journal, newest first.
///
/// What is left nil does not narrow the search. Unless an id is given only the newest messages are
/// looked through, some ten thousand.
public struct FindMessages: Command {
    /// The message of that id alone.
    public var id: MessageID?
    /// Those of one chat.
    public var chat: Address?
    /// Those whose client gave that reference.
    public var reference: String?
    /// Those of which the client said that they come from there.
    public var source: String?
    /// How many to skip.
    public var offset: Int
    /// At most so many.
    public var limit: Int

    /// A part of what was found.
    public struct Outcome: Sendable, Equatable {
        /// The messages, newest first.
        public let messages: [Message]
        /// Whether there are more behind them.
        public let hasMore: Bool

        /// Makes a part.
        public init(messages: [Message], hasMore: Bool = false) {
            self.messages = messages
            self.hasMore = hasMore
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("message.find", .read)

    /// Asks for messages.
    public init(
        id: MessageID? = nil,
        chat: Address? = nil,
        reference: String? = nil,
        source: String? = nil,
        offset: Int = 0,
        limit: Int = 1
    ) {
        self.id = id
        self.chat = chat
        self.reference = reference
        self.source = source
        self.offset = offset
        self.limit = limit
    }
}

/// Reads what the gateway knows around a chat without asking anybody.
public struct GetChat: Command {
    /// Which chat.
    public var chat: Address

    /// What is known; nothing of a chat that nobody told of.
    public typealias Outcome = EventSurroundings
    /// See ``Command/traits``.
    public static let traits = CommandTraits("chat.get", .read)

    /// Asks about a chat.
    public init(chat: Address) { self.chat = chat }
}
