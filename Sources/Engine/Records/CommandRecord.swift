public import Canonical

/// One execution of a command: a row of the journal.
public struct CommandRecord: Equatable, Sendable {
    /// What became of it.
    public enum Outcome: Equatable, Sendable {
        /// Written down, not yet carried out; after a crash it means "unknown".
        case pending
        /// Carried out.
        case succeeded
        /// Refused or failed, with the failure's code.
        case failed(FailureCode)
        /// It may or may not have been carried out.
        case unknown
    }

    /// Its number within the instance, from 1.
    public let sequence: Int64
    /// Its id.
    public let id: CommandID
    /// Whose instance.
    public let tenant: TenantID
    /// Which instance.
    public let instance: InstanceID
    /// The command's name: `message.send`.
    public let name: String
    /// The dialect it was asked in.
    public let dialect: DialectID
    /// What carried it out.
    public var upstream: UpstreamID
    /// The id of the request that asked.
    public let requestID: String
    /// When it was asked.
    public let receivedAt: Timestamp
    /// The caller's reference, nil when none.
    public let clientReference: String?
    /// The `Idempotency-Key`, nil when none.
    public let idempotencyKey: String?
    /// What identifies the request's meaning, for telling a repeat from another request; nil for
    /// commands that are never compared.
    public let fingerprint: UInt64?
    /// What became of it.
    public var outcome: Outcome
    /// The message it made, nil when it makes none.
    public var message: MessageID?
    /// What the translation could not carry, in the register's words.
    public var losses: [String]

    /// Makes a row.
    public init(
        sequence: Int64,
        id: CommandID,
        tenant: TenantID,
        instance: InstanceID,
        name: String,
        dialect: DialectID,
        upstream: UpstreamID,
        requestID: String,
        receivedAt: Timestamp,
        clientReference: String? = nil,
        idempotencyKey: String? = nil,
        fingerprint: UInt64? = nil,
        outcome: Outcome = .pending,
        message: MessageID? = nil,
        losses: [String] = []
    ) {
        self.sequence = sequence
        self.id = id
        self.tenant = tenant
        self.instance = instance
        self.name = name
        self.dialect = dialect
        self.upstream = upstream
        self.requestID = requestID
        self.receivedAt = receivedAt
        self.clientReference = clientReference
        self.idempotencyKey = idempotencyKey
        self.fingerprint = fingerprint
        self.outcome = outcome
        self.message = message
        self.losses = losses
    }
}
