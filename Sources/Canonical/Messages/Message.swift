/// One message in one instance's view.
///
/// A value; copies share their storage until one of them changes.
public struct Message: Equatable, Sendable {
    private var record: Record

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
        record = Record(
            Fields(
                id: id,
                chat: chat,
                sender: sender,
                senderName: senderName,
                isFromMe: isFromMe,
                isFromAPI: isFromAPI,
                sentAt: sentAt,
                content: content,
                quoted: quoted,
                isForwarded: isForwarded,
                status: status,
                revokedAt: revokedAt,
                clientReference: clientReference,
                clientSource: clientSource
            )
        )
    }

    /// Whether two messages are alike in everything.
    public static func == (left: Message, right: Message) -> Bool {
        left.record === right.record || left.record.fields == right.record.fields
    }
}

// MARK: - What is known of it

extension Message {
    /// WhatsApp's id as this instance's clients saw it: upper-case hex such as `3EB0…`.
    public var id: MessageID { record.fields.id }

    /// The chat it is in; the resolved address, not the asked one.
    public var chat: Address {
        get { record.fields.chat }
        set { change { $0.chat = newValue } }
    }

    /// Who wrote it.
    public var sender: Address {
        get { record.fields.sender }
        set { change { $0.sender = newValue } }
    }

    /// The name the writer shows.
    public var senderName: String {
        get { record.fields.senderName }
        set { change { $0.senderName = newValue } }
    }

    /// Whether this instance's account wrote it.
    public var isFromMe: Bool {
        get { record.fields.isFromMe }
        set { change { $0.isFromMe = newValue } }
    }

    /// Whether it was sent through the gateway rather than on a phone.
    public var isFromAPI: Bool {
        get { record.fields.isFromAPI }
        set { change { $0.isFromAPI = newValue } }
    }

    /// When it was sent.
    public var sentAt: Timestamp {
        get { record.fields.sentAt }
        set { change { $0.sentAt = newValue } }
    }

    /// What it says.
    public var content: Content {
        get { record.fields.content }
        set { change { $0.content = newValue } }
    }

    /// The message it answers, nil when none.
    public var quoted: Quote? {
        get { record.fields.quoted }
        set { change { $0.quoted = newValue } }
    }

    /// Whether it is marked as forwarded.
    public var isForwarded: Bool {
        get { record.fields.isForwarded }
        set { change { $0.isForwarded = newValue } }
    }

    /// How far it has come.
    public var status: MessageStatus {
        get { record.fields.status }
        set { change { $0.status = newValue } }
    }

    /// When it was deleted for everyone, nil while it stands.
    public var revokedAt: Timestamp? {
        get { record.fields.revokedAt }
        set { change { $0.revokedAt = newValue } }
    }

    /// The reference its client gave, nil when none.
    public var clientReference: String? {
        get { record.fields.clientReference }
        set { change { $0.clientReference = newValue } }
    }

    /// What its client said of where it comes from, nil when nothing.
    public var clientSource: String? {
        get { record.fields.clientSource }
        set { change { $0.clientSource = newValue } }
    }
}

// MARK: - Its storage

extension Message {
    fileprivate struct Fields: Equatable {
        let id: MessageID
        var chat: Address
        var sender: Address
        var senderName: String
        var isFromMe: Bool
        var isFromAPI: Bool
        var sentAt: Timestamp
        var content: Content
        var quoted: Quote?
        var isForwarded: Bool
        var status: MessageStatus
        var revokedAt: Timestamp?
        var clientReference: String?
        var clientSource: String?
    }

    /// One state of a message, never changed: a send copies its message ten times and changes none.
    fileprivate final class Record: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }

    private mutating func change(_ body: (inout Fields) -> Void) {
        var fields = record.fields
        body(&fields)
        record = Record(fields)
    }
}

/// The message that another one answers.
///
/// Boxed, for most messages have none and keep no room for it.
public struct Quote: Equatable, Sendable {
    private var box: Boxed<Fields>

    /// Makes a reference to a message.
    public init(id: MessageID, sender: Address? = nil, content: Content? = nil) {
        box = .value(Fields(id: id, sender: sender, content: content))
    }

    /// Its id.
    public var id: MessageID {
        get { box.value.id }
        set { box.value.id = newValue }
    }

    /// Who wrote it, nil when neither the caller nor the store knows.
    public var sender: Address? {
        get { box.value.sender }
        set { box.value.sender = newValue }
    }

    /// What it said, nil when neither the caller nor the store knows.
    public var content: Content? {
        get { box.value.content }
        set { box.value.content = newValue }
    }
}

extension Quote {
    fileprivate struct Fields: Equatable {
        var id: MessageID
        var sender: Address?
        var content: Content?
    }
}
