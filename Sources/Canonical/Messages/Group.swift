/// A group as one of its members sees it.
public struct Group: Equatable, Sendable {
    /// The group's address.
    public let id: Address
    /// Its name.
    public var subject: String
    /// Its description, nil when it has none.
    public var description: String?
    /// Who made it, nil when unknown.
    public var owner: Address?
    /// When it was made.
    public var createdAt: Timestamp
    /// Whether only admins send messages.
    public var isAnnounce: Bool
    /// Whether only admins change its settings.
    public var isLocked: Bool
    /// Its members, in the order they came.
    public var participants: [Participant]

    /// Makes a group.
    public init(
        id: Address,
        subject: String,
        description: String? = nil,
        owner: Address?,
        createdAt: Timestamp,
        isAnnounce: Bool = false,
        isLocked: Bool = false,
        participants: [Participant]
    ) {
        self.id = id
        self.subject = subject
        self.description = description
        self.owner = owner
        self.createdAt = createdAt
        self.isAnnounce = isAnnounce
        self.isLocked = isLocked
        self.participants = participants
    }
}

/// A member of a group.
public struct Participant: Equatable, Sendable {
    /// What a member may do.
    public enum Role: String, Sendable {
        /// Read and write.
        case member
        /// Also change members and settings.
        case admin
        /// The one who made the group.
        case superadmin
    }

    /// Who it is.
    public var address: Address
    /// The member's LID digits, nil when unknown.
    public var lid: String?
    /// What the member may do.
    public var role: Role

    /// Makes a member.
    public init(address: Address, lid: String? = nil, role: Role) {
        self.address = address
        self.lid = lid
        self.role = role
    }
}
