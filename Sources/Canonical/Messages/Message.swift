/// One message in one instance's view.
public struct Message: Equatable, Sendable {
    /// WhatsApp's id as this instance's clients saw it: upper-case hex such as `3EB0…`.
    public let id: MessageID
    /// The chat it is in; the resolved address, not the asked one.
    public var chat: Address
    /// Who wrote it.
    public var sender: Address
    /// The name the writer shows.
    public var senderName: String
    /// Whether this instance's account wrote it.
    public var isFromMe: Bool
    /// Whether it was sent through the gateway rather than on a phone.
    public var isFromAPI: Bool
    /// When it was sent.
    public var sentAt: Timestamp
    /// What it says.
    public var content: Content
    /// The message it answers, nil when none.
    public var quoted: Quote?
    /// Whether it is marked as forwarded.
    public var isForwarded: Bool
    /// How far it has come.
    public var status: MessageStatus
    /// When it was deleted for everyone, nil while it stands.
    public var revokedAt: Timestamp?
    /// The reference its client gave, nil when none.
    public var clientReference: String?
    /// What its client said of where it comes from, nil when nothing.
    public var clientSource: String?

    /// Makes a message.
    public init(
        id: MessageID,
        chat: Address,
        sender: Address,
        senderName: String = "",
        isFromMe: Bool,
        isFromAPI: Bool,
        sentAt: Timestamp,
        content: Content,
        quoted: Quote? = nil,
        isForwarded: Bool = false,
        status: MessageStatus = .accepted,
        revokedAt: Timestamp? = nil,
        clientReference: String? = nil,
        clientSource: String? = nil
    ) {
        self.id = id
        self.chat = chat
        self.sender = sender
        self.senderName = senderName
        self.isFromMe = isFromMe
        self.isFromAPI = isFromAPI
        self.sentAt = sentAt
        self.content = content
        self.quoted = quoted
        self.isForwarded = isForwarded
        self.status = status
        self.revokedAt = revokedAt
        self.clientReference = clientReference
        self.clientSource = clientSource
    }
}

/// The message that another one answers.
public struct Quote: Equatable, Sendable {
    /// Its id.
    public var id: MessageID
    /// Who wrote it, nil when neither the caller nor the store knows.
    public var sender: Address?
    /// What it said, nil when neither the caller nor the store knows.
    public var content: Content?

    /// Makes a reference to a message.
    public init(id: MessageID, sender: Address? = nil, content: Content? = nil) {
        self.id = id
        self.sender = sender
        self.content = content
    }
}

/// How far a message has come; it never goes back.
public enum MessageStatus: Int, Sendable, Comparable, CaseIterable {
    /// Journalled here.
    case accepted
    /// Waiting for the upstream.
    case queued
    /// WhatsApp's server has it.
    case sent
    /// The reader's phone has it.
    case delivered
    /// The reader opened the chat.
    case read
    /// The reader played it.
    case played
    /// It will not arrive.
    case failed
    /// Withdrawn before it was sent.
    case canceled
    /// It may or may not have been sent.
    case unknown

    /// The status's stable name.
    public var name: String {
        switch self {
        case .accepted: "accepted"
        case .queued: "queued"
        case .sent: "sent"
        case .delivered: "delivered"
        case .read: "read"
        case .played: "played"
        case .failed: "failed"
        case .canceled: "canceled"
        case .unknown: "unknown"
        }
    }

    /// Orders by progress.
    public static func < (left: MessageStatus, right: MessageStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}
