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
    let shares: TenantShares
    let log: Log
    private let drains = Atomic<Bool>(false)
    private let requestCounter = Atomic<UInt64>(0)
    private let requestSeed: UInt64

    /// The dialects that are served, in the order in which they claim paths.
    public let dialects: [any Dialect]
    /// Counts for `/_sotaque/metrics`.
    public let metrics = GatewayMetrics()

    /// Joins an engine and dialects.
    public init(
        engine: Engine,
        dialects: [any Dialect],
        mint: any CredentialMint,
        control: ControlPlane,
        options: GatewayOptions = GatewayOptions(),
        log: Log = .silent
    ) {
        self.engine = engine
        self.dialects = dialects
        self.control = control
        self.options = options
        shares = TenantShares(limit: options.waitingPerTenant)
        self.log = log
        router = Router(dialects)
        authenticator = Authenticator(engine: engine, mint: mint)
        requestSeed =
            UInt64(truncatingIfNeeded: engine.clock.now.milliseconds) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Whether the process is on its way out, so that no new work should be sent here.
    public var isDraining: Bool { drains.load(ordering: .relaxed) }

    /// Turns `ready` false, before listeners are closed.
    public func beginDraining() { drains.store(true, ordering: .relaxed) }

    /// A fresh id for a request.
    func nextRequestID() -> String {
        let count = requestCounter.wrappingAdd(1, ordering: .relaxed).newValue
        let now = engine.clock.now
        return "req_"
            + EventID.make(
                instance: InstanceID(""),
                sequence: Int64(bitPattern: requestSeed ^ count),
                at: now
            )
    }
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
    /// Requests of one tenant that may wait inside at the same time; beyond is 429.
    public var waitingPerTenant = 256

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
