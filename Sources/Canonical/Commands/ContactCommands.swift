/// Asks which numbers are on WhatsApp.
public struct CheckNumbers: Command {
    /// The numbers, in order, duplicates included.
    public var numbers: [Address]

    /// What is known of each, in the order asked.
    public typealias Outcome = [Answer]

    /// What is known of one number.
    public struct Answer: Sendable, Equatable {
        /// The number as it was asked.
        public let asked: Address
        /// WhatsApp's own address for it, nil when nobody there has it.
        public let resolved: Address?
        /// The person's LID digits, nil when unknown.
        public let lid: String?
        /// The business name WhatsApp verified, nil when none.
        public let verifiedName: String?

        /// Makes an answer.
        public init(
            asked: Address,
            resolved: Address?,
            lid: String? = nil,
            verifiedName: String? = nil
        ) {
            self.asked = asked
            self.resolved = resolved
            self.lid = lid
            self.verifiedName = verifiedName
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("contact.check", .read, needsLink: true)

    /// Asks about numbers.
    public init(numbers: [Address]) { self.numbers = numbers }
}

/// Asks where somebody's or a group's picture is.
public struct GetProfilePicture: Command {
    /// Whose picture.
    public var subject: Address

    /// Where the picture is.
    public struct Outcome: Sendable, Equatable {
        /// Its URL, nil when there is none or it is hidden from this account.
        public let url: String?

        /// Makes an outcome.
        public init(url: String?) { self.url = url }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("contact.picture", .read, needsLink: true)

    /// Asks for a picture.
    public init(subject: Address) { self.subject = subject }
}

/// Blocks somebody, or lets them write again; repeating it changes nothing.
public struct BlockContact: Command {
    /// Who.
    public var contact: Address
    /// Blocked, or not.
    public var isBlocked: Bool

    /// Who is blocked now.
    public struct Outcome: Sendable, Equatable {
        /// Everybody whom the account blocks after the call, nil where the upstream does not tell.
        public let blocked: [Address]?

        /// Makes an outcome.
        public init(blocked: [Address]? = nil) { self.blocked = blocked }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("contact.block", .idempotent, needsLink: true)

    /// Asks for a block.
    public init(contact: Address, isBlocked: Bool) {
        self.contact = contact
        self.isBlocked = isBlocked
    }
}

/// Lists those whom the account blocks.
public struct ListBlocked: Command {
    /// Them, in no order that means anything.
    public typealias Outcome = [Address]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("contact.blocklist", .read, needsLink: true)

    /// Asks for them.
    public init() {}
}
