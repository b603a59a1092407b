/// Somebody as the account knows them.
public struct Contact: Equatable, Sendable {
    /// Their address.
    public let address: Address
    /// Their LID digits, nil when unknown.
    public let lid: String?
    /// The name they show.
    public let name: String
    /// Where their picture is, nil when none is shown.
    public let pictureURL: String?

    /// Makes a contact.
    public init(address: Address, lid: String?, name: String, pictureURL: String? = nil) {
        self.address = address
        self.lid = lid
        self.name = name
        self.pictureURL = pictureURL
    }
}

/// How a chat stands in the account's list.
public struct ChatMarks: Equatable, Sendable {
    /// Which chat.
    public let chat: Address
    /// How many messages are unread.
    public var unread: Int
    /// Whether it is put away.
    public var isArchived: Bool
    /// Whether it is kept on top.
    public var isPinned: Bool
    /// Until when it makes no sound, nil while it does.
    public var mutedUntil: Timestamp?

    /// Makes a chat's marks.
    public init(
        chat: Address,
        unread: Int,
        isArchived: Bool = false,
        isPinned: Bool = false,
        mutedUntil: Timestamp? = nil
    ) {
        self.chat = chat
        self.unread = unread
        self.isArchived = isArchived
        self.isPinned = isPinned
        self.mutedUntil = mutedUntil
    }
}

/// What changed in a group's settings.
public enum GroupChange: Equatable, Sendable {
    /// Its name.
    case subject(String)
    /// Its description, nil when it was removed.
    case description(String?)
    /// Whether only admins send messages.
    case announce(Bool)
    /// Whether only admins change its settings.
    case locked(Bool)
}

/// A call to the account.
public struct Call: Equatable, Sendable {
    /// How a call ends.
    public enum End: String, Sendable, CaseIterable {
        /// Nobody took it.
        case missed
        /// The account refused it.
        case rejected
        /// Another device of the account took it.
        case answeredElsewhere = "answered_elsewhere"
        /// The caller hung up.
        case ended
    }

    /// WhatsApp's id of the call: upper-case hex.
    public let id: String
    /// Who calls.
    public let from: Address
    /// The caller's LID digits, nil when unknown.
    public let lid: String?
    /// The group that is called, nil for a call to the account alone.
    public let group: Address?
    /// Whether pictures are sent.
    public let isVideo: Bool

    /// Makes a call.
    public init(id: String, from: Address, lid: String?, group: Address?, isVideo: Bool) {
        self.id = id
        self.from = from
        self.lid = lid
        self.group = group
        self.isVideo = isVideo
    }
}

/// A label for chats, as business accounts have them.
public struct Label: Equatable, Sendable {
    /// WhatsApp's id: a small number as text.
    public let id: String
    /// Its name.
    public let name: String
    /// Its colour, 0-19.
    public let color: Int
    /// Whether it was deleted.
    public let isDeleted: Bool

    /// Makes a label.
    public init(id: String, name: String, color: Int, isDeleted: Bool = false) {
        self.id = id
        self.name = name
        self.color = color
        self.isDeleted = isDeleted
    }
}
