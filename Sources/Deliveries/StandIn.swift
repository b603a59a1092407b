public import Canonical
public import DialectKit
public import Engine
public import HTTP
public import Observability
public import Reactor

/// Stands in for the real one.
public struct EventViews: Sendable {
    let source: any DeliverySource

    /// Makes it.
    public init(
        source: any DeliverySource,
        publicURL: String?,
        drawQR: @escaping @Sendable (String) -> String
    ) { self.source = source }
}

/// Stands in for the real one.
public struct DeliveryOptions: Sendable {
    /// When failed deliveries are tried again.
    public var retries = RetrySchedule(
        delaysMilliseconds: [5000],
        jitter: 0.2,
        attemptTimeoutMilliseconds: 15_000
    )
    /// Attempts at once.
    public var inFlight = 256
    /// Attempts at once to one host.
    public var perHost = 4
    /// How much of an answer is read.
    public var responseBytes = 16_384
    /// Which URLs.
    public var policy = TargetURL.Policy(allowsPlainHTTP: true)

    /// The defaults.
    public init() {}
}

/// Stands in for the real one.
public final class DeliveryMetrics: Sendable {
    /// Attempts.
    public let attempts = Counter()
    /// Taken.
    public let succeeded = Counter()
    /// Tried in vain.
    public let failed = Counter()
    /// Given up.
    public let dead = Counter()
    /// Without words.
    public let undeliverable = Counter()
    /// Nothing.
    public var undeliverableKinds: [(dialect: DialectID, kind: String, count: Int)] { [] }
}

/// Stands in for the real one.
public final class DeliveryWorker: EventObserver, Sendable {
    /// The counts.
    public let metrics = DeliveryMetrics()

    /// Makes it.
    public init(
        source: any DeliverySource,
        dialects: [any Dialect],
        views: EventViews,
        client: HTTPClient,
        judge: AddressJudge?,
        options: DeliveryOptions,
        log: Log
    ) {}

    /// Starts.
    public func start() {}
    /// Stops.
    public func stop() async {}
    /// Nothing.
    public func committed(_ events: [Event], deliveries: Int) {}
    /// Nothing.
    public func reloaded() {}
}

/// Stands in for the real one.
public struct StreamOptions: Sendable {
    /// Streams of one tenant.
    public var perTenant = 64
    /// Streams in all.
    public var total = 1024

    /// The defaults.
    public init(loop: EventLoop) {}
}

/// Stands in for the real one.
public final class EventHub: EventObserver, Sendable {
    /// What a stream follows.
    public struct Subscription: Sendable {
        let tenant: TenantID
        let instance: InstanceID?
        let key: String?

        /// Makes it.
        public init(
            dialect: DialectID,
            tenant: TenantID,
            instance: InstanceID?,
            key: String?,
            filter: StreamFilter,
            baseURL: String
        ) {
            self.tenant = tenant
            self.instance = instance
            self.key = key
        }
    }

    private struct State {
        var next = 0
        var open: [Int: Subscription] = [:]
    }

    private let state = Lock(State())
    private let perTenant: Int

    /// Makes it.
    public init(
        source: any DeliverySource,
        dialects: [any Dialect],
        views: EventViews,
        options: StreamOptions,
        log: Log
    ) { perTenant = options.perTenant }

    /// Opens.
    public func open(
        _ subscription: Subscription
    ) throws(CommandFailure) -> HTTPBodyStream {
        let id = state.withLock { state -> Int? in
            let own = state.open.values.count { $0.tenant == subscription.tenant }
            guard own < perTenant else { return nil }
            state.next += 1
            state.open[state.next] = subscription
            return state.next
        }
        guard let id else { throw CommandFailure(.rateLimited, "Too many streams") }
        return HTTPBodyStream { [self] writer in
            await writer.write(Array(": ping\n\n".utf8))
            while !Task.isCancelled, state.withLock({ $0.open[id] != nil }) {
                try? await Task.sleep(for: .milliseconds(5))
            }
            state.withLock { $0.open[id] = nil }
        }
    }

    /// Ends those of a key.
    public func end(key: String) {
        state.withLock { state in state.open = state.open.filter { $0.value.key != key } }
    }

    /// Ends all.
    public func finishAll() { state.withLock { $0.open = [:] } }

    /// How many.
    public var count: Int { state.withLock { $0.open.count } }

    /// Nothing.
    public func committed(_ events: [Event], deliveries: Int) {}
    /// Nothing.
    public func reloaded() {}
}
