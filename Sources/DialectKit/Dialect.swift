/// One vendor's HTTP language, served: data and pure functions.
public protocol Dialect: Sendable {
    /// Its name: `uazapi`.
    var id: DialectID { get }
    /// The paths it answers for, also those it has no route for.
    var territory: Territory { get }
    /// Every operation, in the order of the vendor's pages.
    var routes: [Route] { get }
    /// How it reads bodies.
    var bodyRules: BodyRules { get }
    /// The credentials it has.
    var credentials: [CredentialSpec] { get }
    /// How its instances are named.
    var naming: InstanceNaming { get }
    /// Whether browsers of any origin may call it, as the vendor allows.
    var allowsAnyOrigin: Bool { get }
    /// How it tells of events; of none unless it says so.
    var events: EventSpeech { get }
    /// The vendor's documented rate limit, nil when it has none; applied only where configured.
    var rateLimit: RateLimit? { get }

    /// The vendor's error body and status; the one place where they are written.
    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse
}

extension Dialect {
    /// Tells of nothing.
    public var events: EventSpeech { .silent }
    /// Has none.
    public var rateLimit: RateLimit? { nil }
}

/// The part of the path space that a dialect answers for.
public enum Territory: Sendable, Equatable {
    /// Every path whose first segment is this.
    case firstSegment(String)
    /// Every path that nobody else answers for.
    case rest
}

/// What the error body may tell of the request.
public struct FailureContext: Sendable {
    /// The vendor's operation, nil when no route was found.
    public let operation: String?
    /// The path as it was sent, without the query.
    public let path: String
    /// The request's id.
    public let requestID: String
    /// The present time.
    public let now: Timestamp

    /// Makes a context.
    public init(operation: String?, path: String, requestID: String, now: Timestamp) {
        self.operation = operation
        self.path = path
        self.requestID = requestID
        self.now = now
    }
}

/// A kind of credential that a dialect has.
public struct CredentialSpec: Sendable {
    /// Who holds it.
    public enum Holder: Sendable {
        /// A tenant: it opens all of its instances.
        case tenant
        /// One instance.
        case instance
    }

    /// The realm in which it is looked up.
    public let realm: CredentialRealm
    /// Who holds it.
    public let holder: Holder
    /// Its name in the control API: `admin_token`, or the dialect's id for an instance's token.
    public let controlName: String
    /// Whether two instances may hold the same one.
    public let isShared: Bool
    /// Whether the vendor's answers show it again, so that a sealed copy is kept.
    public let isShownAgain: Bool
    /// What one of this kind begins with, so that another text is malformed rather than unknown.
    ///
    /// Empty when any text may be one.
    public let prefixes: [String]
    /// Makes a fresh one out of 32 random bytes.
    public let mint: @Sendable ([UInt8]) -> String

    /// Describes a kind of credential.
    public init(
        realm: CredentialRealm,
        holder: Holder,
        controlName: String,
        isShared: Bool = false,
        isShownAgain: Bool = false,
        prefixes: [String] = [],
        mint: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.realm = realm
        self.holder = holder
        self.controlName = controlName
        self.isShared = isShared
        self.isShownAgain = isShownAgain
        self.prefixes = prefixes
        self.mint = mint
    }
}

/// How a dialect names instances.
public struct InstanceNaming: Sendable {
    /// Whether a name is unique on the whole server rather than within a tenant.
    public let isServerWide: Bool
    /// Makes a fresh name out of the same 32 random bytes as the instance's credential, and the
    /// present time.
    public let mint: @Sendable ([UInt8], Timestamp) -> String

    /// Describes the names.
    public init(
        isServerWide: Bool,
        mint: @escaping @Sendable ([UInt8], Timestamp) -> String
    ) {
        self.isServerWide = isServerWide
        self.mint = mint
    }
}
