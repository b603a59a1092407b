/// Sends one message to one chat.
///
/// Sends of one instance to one chat keep their order. Media given by URL are fetched first.
public struct SendMessage: Command {
    /// To whom, as the caller asked; the outcome has whom it became.
    public var recipient: Address
    /// What it says.
    public var content: Content
    /// The message it answers, nil when none.
    public var quoted: Quote?
    /// Whether it is marked as forwarded.
    public var isForwarded: Bool
    /// Milliseconds to wait first, showing the account typing.
    public var delayMilliseconds: Int
    /// Whether the chat's unread counter is cleared afterwards.
    public var marksChatRead: Bool
    /// The caller's reference: kept and shown again.
    public var clientReference: String?
    /// What the caller says of where the message comes from: kept and shown again.
    public var clientSource: String?
    /// Milliseconds in which the same reference gives the first answer again; nil never dedupes.
    public var referenceWindowMilliseconds: Int64?
    /// Whether a recipient whom nobody on WhatsApp has is refused at once; else the message is
    /// accepted and fails afterwards.
    public var refusesUnknownRecipient: Bool

    /// The message as it was accepted.
    public struct Outcome: Sendable, Equatable {
        /// The message.
        public let message: Message

        /// Makes an outcome.
        public init(message: Message) { self.message = message }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("message.send", .send, needsLink: true)

    /// Asks for a send.
    public init(
        recipient: Address,
        content: Content,
        quoted: Quote? = nil,
        isForwarded: Bool = false,
        delayMilliseconds: Int = 0,
        marksChatRead: Bool = false,
        clientReference: String? = nil,
        clientSource: String? = nil,
        referenceWindowMilliseconds: Int64? = nil,
        refusesUnknownRecipient: Bool = true
    ) {
        self.recipient = recipient
        self.content = content
        self.quoted = quoted
        self.isForwarded = isForwarded
        self.delayMilliseconds = delayMilliseconds
        self.marksChatRead = marksChatRead
        self.clientReference = clientReference
        self.clientSource = clientSource
        self.referenceWindowMilliseconds = referenceWindowMilliseconds
        self.refusesUnknownRecipient = refusesUnknownRecipient
    }
}

/// Sends one content to many recipients, one message each, duplicates included.
public struct SendToMany: Command {
    /// To whom, in order.
    public var recipients: [Address]
    /// What it says.
    public var content: Content

    /// What became of each.
    public struct Outcome: Sendable, Equatable {
        /// The messages that were accepted, in order.
        public let sent: [SendMessage.Outcome]
        /// The recipients that were refused, with why, in order.
        public let failed: [Refusal]

        /// A recipient that was refused.
        public struct Refusal: Sendable, Equatable {
            /// Whom it was for.
            public let recipient: Address
            /// Why it was refused.
            public let failure: CommandFailure

            /// Makes a refusal.
            public init(recipient: Address, failure: CommandFailure) {
                self.recipient = recipient
                self.failure = failure
            }
        }

        /// Makes an outcome.
        public init(sent: [SendMessage.Outcome], failed: [Refusal]) {
            self.sent = sent
            self.failed = failed
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("bulk.send", .send, needsLink: true)

    /// Asks for many sends.
    public init(recipients: [Address], content: Content) {
        self.recipients = recipients
        self.content = content
    }
}

/// Marks a chat as read, or as unread again.
public struct MarkChat: Command {
    /// Which chat.
    public var chat: Address
    /// Read, or unread.
    public var isRead: Bool
    /// The last message up to which it counts, nil for the chat's last.
    public var upTo: MessageID?

    /// Nothing to tell.
    public struct Outcome: Sendable, Equatable {
        /// Makes the empty outcome.
        public init() {}
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("message.mark_read", .idempotent, needsLink: true)

    /// Asks for a mark.
    public init(chat: Address, isRead: Bool, upTo: MessageID? = nil) {
        self.chat = chat
        self.isRead = isRead
        self.upTo = upTo
    }
}

/// Deletes one of the account's own messages for everyone.
public struct RevokeMessage: Command {
    /// The chat it is in.
    public var chat: Address
    /// Which message.
    public var message: MessageID

    /// The message that was deleted.
    public typealias Outcome = Message
    /// See ``Command/traits``.
    public static let traits = CommandTraits("message.revoke", .idempotent, needsLink: true)

    /// Asks for a deletion.
    public init(chat: Address, message: MessageID) {
        self.chat = chat
        self.message = message
    }
}
