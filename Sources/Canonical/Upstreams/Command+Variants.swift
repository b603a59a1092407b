extension ConnectInstance {
    /// By QR code, or by a code that is typed.
    public static let variants = ["qr", "code"]
    /// By which.
    public var variant: String? { pairingPhone == nil ? "qr" : "code" }
}

extension MarkChat {
    /// As read, or as unread.
    public static let variants = ["read", "unread"]
    /// As which.
    public var variant: String? { isRead ? "read" : "unread" }
    /// `up_to` where a message is named, and what the chat is where upstreams tell that apart.
    public var fields: [String] {
        var fields = upTo == nil ? [] : [Loss.Path.upTo]
        if chat.isGroup { fields.append(Loss.Path.groupRecipient) }
        if case .lid = chat { fields.append(Loss.Path.lidRecipient) }
        return fields
    }
}

extension CheckNumbers {
    /// Whether somebody is asked about by LID.
    public var fields: [String] {
        numbers.contains { $0.lid != nil } ? [Loss.Path.lidRecipient] : []
    }
}

extension BlockContact {
    /// Blocked, or free again.
    public static let variants = ["block", "unblock"]
    /// Which.
    public var variant: String? { isBlocked ? "block" : "unblock" }
}

extension SendChatPresence {
    /// What the account is doing.
    public static let variants = Activity.allCases.map(\.rawValue)
    /// What.
    public var variant: String? { activity.rawValue }
}

extension ChangeParticipants {
    /// What is done to members.
    public static let variants = Change.allCases.map(\.rawValue)
    /// What.
    public var variant: String? { change.rawValue }
}

extension RestrictGroup {
    /// What is kept for admins.
    public static let variants = Restriction.allCases.map(\.rawValue)
    /// What.
    public var variant: String? { restriction.rawValue }
}

extension ListGroups {
    /// All, or those that the account administers.
    public static let variants = ["all", "administered"]
    /// Which.
    public var variant: String? { onlyAdministered ? "administered" : "all" }
}

extension GetProfilePicture {
    /// Somebody's, or a group's.
    public static let variants = ["person", "group"]
    /// Whose.
    public var variant: String? { subject.isGroup ? "group" : "person" }
}

extension SetPrivacy {
    /// The settings that change.
    public var fields: [String] { changes.keys.map(Loss.Path.privacy).sorted() }
}

extension SetAvailability {
    /// Online, or offline.
    public static let variants = ["online", "offline"]
    /// Which.
    public var variant: String? { isAvailable ? "online" : "offline" }
}
