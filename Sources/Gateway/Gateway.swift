internal import Canonical
public import DialectKit
public import Engine
public import Observability
internal import Synchronization

/// The front: finds the dialect and the route, checks the credential, and lets the engine answer.
public final class Gateway: Sendable {
    let engine: Engine
    let router: Router
    let authenticator: Authenticator
    let control: ControlPlane
    let options: GatewayOptions
    let share: TenantShare
    /// Nil where no rate is limited.
    let limiter: RateLimiter?
    let tellers: EventTellers?
    let log: Log
    private let drains = Atomic<Bool>(false)
    private let requestNames = RequestNames()

    /// The dialects that are served, in the order in which they claim paths.
    public let dialects: [any Dialect]
    /// Counts for `/_sotaque/metrics`.
    public let metrics = GatewayMetrics()

    /// Joins an engine and dialects; without tellers of events no stream can be opened.
    public init(
        engine: Engine,
        dialects: [any Dialect],
        mint: any CredentialMint,
        control: ControlPlane,
        tellers: EventTellers? = nil,
        options: GatewayOptions = GatewayOptions(),
        log: Log = .silent
    ) {
        self.engine = engine
        self.dialects = dialects
        self.control = control
        self.options = options
        self.tellers = tellers
        share = TenantShare(limit: options.waitingPerTenant)
        limiter = options.limitsRates ? options.limiter ?? RateLimiter() : nil
        self.log = log
        router = Router(dialects)
        authenticator = Authenticator(engine: engine, mint: mint)
    }

    /// Whether the process is on its way out, so that no new work should be sent here.
    public var isDraining: Bool { drains.load(ordering: .relaxed) }

    /// Turns `ready` false, before listeners are closed.
    public func beginDraining() { drains.store(true, ordering: .relaxed) }

    /// A fresh id for a request.
    func nextRequestID() -> String { requestNames.next() }
}

/// What an operator may set of the front.
public struct GatewayOptions: Sendable {
    /// The longest body of ordinary routes, in bytes.
    public var bodyLimitBytes = 1 << 20
    /// The longest body of routes that carry files inline, in bytes.
    public var mediaBodyLimitBytes = 64 << 20
    /// The URL under which clients reach the gateway, nil to take it from each request.
    public var publicURL: String?
    /// Whether dialects' routes of the class `extension` are served.
    public var servesExtensions = false
    /// Commands of one tenant that may wait at the same time.
    public var waitingPerTenant = 256

    /// Whether the vendors' documented rate limits are applied.
    public var limitsRates = false
    /// What limits them by other clocks than the system's.
    var limiter: RateLimiter?

    /// The defaults.
    public init() {}
}

/// Counts of what the front did.
public struct GatewayMetrics: Sendable {
    /// Requests that were answered.
    public let requests = Counter()
    /// Requests without a valid credential.
    public let unauthenticated = Counter()
    /// Answers of the 400 class.
    public let clientErrors = Counter()
    /// Answers of the 500 class.
    public let serverErrors = Counter()
}
