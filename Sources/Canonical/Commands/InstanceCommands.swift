/// Makes an instance that was never started, with a name and the credentials of every dialect.
public struct CreateInstance: Command {
    /// The label; need not be unique.
    public var name: String
    /// One JSON object as text.
    public var metadata: String
    /// Free texts of one dialect, by dotted name.
    public var extras: [String: String]
    /// Names to use instead of fresh ones, for integrations that bring theirs.
    public var names: [DialectID: String]
    /// Credentials to use instead of fresh ones.
    public var tokens: [CredentialRealm: String]

    /// The instance as it was made.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.create", .local, subject: .tenant)

    /// Asks for a new instance.
    public init(
        name: String,
        metadata: String = "{}",
        extras: [String: String] = [:],
        names: [DialectID: String] = [:],
        tokens: [CredentialRealm: String] = [:]
    ) {
        self.name = name
        self.metadata = metadata
        self.extras = extras
        self.names = names
        self.tokens = tokens
    }
}

/// Lists the tenant's instances, newest first.
public struct ListInstances: Command {
    /// How many to skip.
    public var offset: Int
    /// How many to give at most, nil for all.
    public var limit: Int?

    /// A part of the list, and how long the whole is.
    public struct Outcome: Sendable, Equatable {
        /// The part that was asked for.
        public let instances: [Instance]
        /// How many instances the tenant has.
        public let total: Int

        /// Makes a part of a list.
        public init(instances: [Instance], total: Int) {
            self.instances = instances
            self.total = total
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.list", .read, subject: .tenant)

    /// Asks for a part of the list.
    public init(offset: Int = 0, limit: Int? = nil) {
        self.offset = offset
        self.limit = limit
    }
}

/// Reads one instance.
public struct GetInstance: Command {
    /// The instance as it stands.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.get", .read)

    /// Asks for the caller's instance.
    public init() {}
}

/// Starts pairing an instance with a phone, and gives the code that pairs it.
///
/// Giving a number asks for a pairing code; leaving it out asks for a QR code. While a pairing runs
/// its current code is given again. An instance that is connected is given as it is; the front
/// decides whether that is a success.
public struct ConnectInstance: Command {
    /// The phone that will type a code, nil for a QR code.
    public var pairingPhone: PhoneNumber?
    /// Whether a pairing of the other method that is running is replaced; else it is kept.
    public var replacesOtherMethod: Bool

    /// The instance after the call: connected, or awaiting pairing with its code.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.connect", .idempotent)

    /// Asks for a pairing.
    public init(pairingPhone: PhoneNumber? = nil, replacesOtherMethod: Bool = false) {
        self.pairingPhone = pairingPhone
        self.replacesOtherMethod = replacesOtherMethod
    }
}

/// Ends the session and drops its login; a new pairing is needed afterwards.
public struct DisconnectInstance: Command {
    /// What there was to end.
    public struct Outcome: Sendable, Equatable {
        /// The instance after the call.
        public let instance: Instance
        /// Whether there was a session or a pairing to end.
        public let wasActive: Bool

        /// Makes an outcome.
        public init(instance: Instance, wasActive: Bool) {
            self.instance = instance
            self.wasActive = wasActive
        }
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.disconnect", .idempotent)

    /// Asks for the end of the session.
    public init() {}
}

/// Opens the connection anew and keeps the login; without a login a pairing begins.
public struct RestartInstance: Command {
    /// The instance after the call.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.restart", .idempotent)

    /// Asks for a fresh connection.
    public init() {}
}

/// Gives an instance another label.
public struct RenameInstance: Command {
    /// The new label.
    public var name: String

    /// The instance after the call.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.rename", .local)

    /// Asks for another label.
    public init(name: String) { self.name = name }
}

/// Ends the session, drops the login and removes the instance with its credentials.
public struct DeleteInstance: Command {
    /// The instance as it was.
    public typealias Outcome = Instance
    /// See ``Command/traits``.
    public static let traits = CommandTraits("instance.delete", .local)

    /// Asks for the removal.
    public init() {}
}
