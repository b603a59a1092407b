internal import Canonical

/// Names one chat of one account.
struct ChatKey: Hashable {
    /// The key of the account's person.
    let account: String
    /// The other person's key, or the group's JID.
    let chat: String

    /// Whether it is a group's chat.
    var isGroup: Bool { chat.hasSuffix("@g.us") }

    /// Both in one text.
    var text: String { account + "/" + chat }
}

/// How a chat stands in an account's list, and what the account has not read in it.
struct ChatState {
    /// A message whose author waits for a read receipt.
    struct Awaiting {
        let message: MessageID
        /// The key of the author.
        let author: String
        let sentAt: Timestamp
    }

    /// How many messages came since the chat was read.
    var unread = 0
    /// Whether the account marked it as unread by hand.
    var isMarked = false
    /// Whether it is put away.
    var isArchived = false
    /// Whether it is kept on top.
    var isPinned = false
    /// Until when it makes no sound, nil while it does.
    var mutedUntil: Timestamp?
    /// The last messages whose authors wait for a read receipt, oldest first.
    private(set) var awaiting: [Awaiting] = []

    /// The most receipts that are owed in one chat.
    private static let awaitingLimit = 32

    /// Whether there is nothing to remember.
    var isPlain: Bool {
        unread == 0 && !isMarked && awaiting.isEmpty && !isArchived && !isPinned
            && mutedUntil == nil
    }

    /// Remembers that an author waits; the one who waits longest gives way when too many do.
    mutating func owe(_ letter: Letter) {
        if awaiting.count >= Self.awaitingLimit { awaiting.removeFirst() }
        awaiting.append(
            Awaiting(message: letter.id, author: letter.author.key, sentAt: letter.sentAt)
        )
    }

    /// Takes those who wait for a message up to that one; for all when it is not among them.
    mutating func takeAwaiting(upTo message: MessageID?) -> [Awaiting] {
        let last = message.flatMap { id in awaiting.lastIndex { $0.message == id } }
        let count = last.map { $0 + 1 } ?? awaiting.count
        defer { awaiting.removeFirst(count) }
        return Array(awaiting.prefix(count))
    }

    /// Takes up what a document says.
    mutating func restore(_ waiting: [Awaiting]) {
        awaiting = Array(waiting.suffix(Self.awaitingLimit))
    }
}
