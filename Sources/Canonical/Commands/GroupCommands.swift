/// Makes a group with the account as its superadmin.
public struct CreateGroup: Command {
    /// Its name.
    public var subject: String
    /// Who is added, in order.
    public var participants: [Address]

    /// The group as it was made.
    public typealias Outcome = Group
    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.create", .send, needsLink: true)

    /// Asks for a group.
    public init(subject: String, participants: [Address]) {
        self.subject = subject
        self.participants = participants
    }
}

/// Lists the groups the account is in.
public struct ListGroups: Command {
    /// Whether only those are listed of which the account is an admin.
    public var onlyAdministered: Bool

    /// The groups, oldest first, members included.
    public typealias Outcome = [Group]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.list", .read, needsLink: true)

    /// Asks for groups.
    public init(onlyAdministered: Bool) { self.onlyAdministered = onlyAdministered }
}

/// Reads one group.
public struct GetGroup: Command {
    /// Which group.
    public var group: Address

    /// The group as it stands.
    public typealias Outcome = Group
    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.info", .read, needsLink: true)

    /// Asks for a group.
    public init(group: Address) { self.group = group }
}

/// Adds, removes, promotes or demotes members of a group that the account administers.
public struct ChangeParticipants: Command {
    /// What is done to them.
    public enum Change: String, Sendable, CaseIterable {
        /// Made members.
        case add
        /// Put out.
        case remove
        /// Made admins.
        case promote
        /// Made plain members.
        case demote
    }

    /// Which group.
    public var group: Address
    /// What is done.
    public var change: Change
    /// To whom, in order.
    public var participants: [Address]

    /// Those to whom it was done, resolved, in the order asked.
    public typealias Outcome = [Address]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.participants", .idempotent, needsLink: true)

    /// Asks for a change.
    public init(group: Address, change: Change, participants: [Address]) {
        self.group = group
        self.change = change
        self.participants = participants
    }
}

/// Keeps something in a group for its admins, or opens it to all members.
public struct RestrictGroup: Command {
    /// What is kept.
    public enum Restriction: String, Sendable, CaseIterable {
        /// Sending messages.
        case sending
        /// Changing settings.
        case settings
    }

    /// Which group.
    public var group: Address
    /// What is kept.
    public var restriction: Restriction
    /// Whether only admins may.
    public var onlyAdmins: Bool

    /// The group after the call.
    public typealias Outcome = Group
    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.restrict", .idempotent, needsLink: true)

    /// Asks for a restriction.
    public init(group: Address, restriction: Restriction, onlyAdmins: Bool) {
        self.group = group
        self.restriction = restriction
        self.onlyAdmins = onlyAdmins
    }
}

/// Takes the account out of a group.
public struct LeaveGroup: Command {
    /// Which group.
    public var group: Address

    /// Nothing to tell.
    public struct Outcome: Sendable, Equatable {
        /// Makes the empty outcome.
        public init() {}
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("group.leave", .idempotent, needsLink: true)

    /// Asks to leave.
    public init(group: Address) { self.group = group }
}
