/// Something that a client asks for: imperative, canonical, with its answer nested as `Outcome`.
public protocol Command: Sendable, SendableMetatype {
    /// What the command gives when it succeeds.
    associatedtype Outcome: Sendable

    /// What the engine must know about every command of this type.
    static var traits: CommandTraits { get }

    /// The names of the kinds in which it comes, where upstreams tell them apart; else none.
    static var variants: [String] { get }

    /// Which of ``variants`` this one is, nil where there are none.
    var variant: String? { get }

    /// The optional fields that this one uses, by the names that losses have.
    var fields: [String] { get }
}

extension Command {
    /// Comes in one kind.
    public static var variants: [String] { [] }
    /// Comes in one kind.
    public var variant: String? { nil }
    /// Uses no optional field.
    public var fields: [String] { [] }
}

/// What the engine must know about a type of command.
public struct CommandTraits: Sendable, Equatable {
    /// What carrying a command out changes, and where.
    public enum Effect: String, Sendable {
        /// Nothing.
        case read
        /// State of the gateway alone.
        case local
        /// State at the upstream; twice is as once.
        case idempotent
        /// Something new at the upstream, each time.
        case send
    }

    /// Who must be named for it.
    public enum Subject: Sendable {
        /// A tenant.
        case tenant
        /// A tenant's instance.
        case instance
    }

    /// The stable name in the journal, the capability tables and the metrics: `message.send`.
    public let name: String
    /// What it changes.
    public let effect: Effect
    /// Who must be named.
    public let subject: Subject
    /// Whether the instance must be connected.
    public let needsLink: Bool

    /// Makes the traits of a type of command.
    public init(
        _ name: String,
        _ effect: Effect,
        subject: Subject = .instance,
        needsLink: Bool = false
    ) {
        self.name = name
        self.effect = effect
        self.subject = subject
        self.needsLink = needsLink
    }
}

/// On whose behalf a command is carried out.
public struct Caller: Sendable {
    /// The tenant whose credential came.
    public let tenant: TenantID
    /// The instance that the credential or the path named; nil for commands about a tenant.
    public let instance: InstanceID?
    /// The dialect it was asked in.
    public let dialect: DialectID
    /// The request's id, as the answer shows it.
    public let requestID: String
    /// The `Idempotency-Key` header, nil when none came.
    public let idempotencyKey: String?

    /// Names a caller.
    public init(
        tenant: TenantID,
        instance: InstanceID?,
        dialect: DialectID,
        requestID: String,
        idempotencyKey: String? = nil
    ) {
        self.tenant = tenant
        self.instance = instance
        self.dialect = dialect
        self.requestID = requestID
        self.idempotencyKey = idempotencyKey
    }
}

/// What carries commands out: the engine, or a stand-in of a test.
public protocol CommandPerformer: Sendable {
    /// Carries the command out on behalf of the caller.
    ///
    /// A success is durable when it is given.
    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>>
}
