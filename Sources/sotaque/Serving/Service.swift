internal import Deliveries
internal import DialectKit
internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import Reactor

/// One running gateway with its loops and listeners.
final class Service: Sendable {
    let configuration: Configuration
    let keys: KeyRing
    let log: Log
    let core: Core
    let server: HTTPServer
    private let housekeeping: Housekeeping
    private let group: EventLoopGroup
    private let own: OwnAddresses

    init(_ configuration: Configuration) throws {
        self.configuration = configuration
        log = try Self.log(configuration)
        guard Files.makeFolder(configuration.data) else {
            throw UsageError("The data folder \(configuration.data) cannot be made")
        }
        keys = try KeyRing(configuration)
        group = try Self.loops(configuration)
        let listeners = try Listeners.read(configuration)
        let limits = try LimitNames.limits(configuration.limits)
        let eventLimits = LimitNames.eventLimits(configuration.limits)
        own = OwnAddresses(listeners.map(\.address))
        let targets = try Targets(configuration, own: own)
        let resolver = try Resolver()
        let client = HTTPClient(group: group, resolver: resolver)
        core = try Core(
            folder: configuration.data,
            keys: keys,
            autoPairMilliseconds: configuration.autoPairSeconds.map { Int64($0) * 1000 },
            fetcher: HTTPMediaFetcher(
                client: client,
                judge: targets.judge,
                policy: targets.policy
            ),
            targets: RegisteredTargets(judge: targets.judge, policy: targets.policy),
            means: Self.means(
                configuration,
                eventLimits,
                limits,
                HTTPClient(group: group, resolver: resolver),
                targets,
                group.next()
            ),
            upstreams: UpstreamService(
                client: HTTPClient(group: group, resolver: resolver),
                publicURL: Self.reachable(configuration),
                log: log
            ),
            options: Self.options(configuration, limits),
            limits: eventLimits.ofEngine,
            log: log
        )
        housekeeping = Housekeeping(core, ages: eventLimits.ages, log: log)
        server = HTTPServer(
            group: group,
            handler: core.gateway,
            limits: limits,
            listeners: listeners,
            log: log
        )
    }

    /// Starts time and loops, and listens; gives the addresses with their ports.
    func start() throws -> [SocketAddress] {
        core.engine.start()
        try group.start()
        let bound = try server.start()
        own.add(bound)
        // Once it listens: first requests need not wait behind what was left to do.
        core.events?.start()
        core.upstreams?.start(core.engine)
        housekeeping.start()
        return bound
    }

    /// Ends in good order: no more work, what runs is finished, the store is closed.
    ///
    /// Deliveries end after the last request, whose events are stored and told after the next start,
    /// and before the store, which is told what became of them.
    func stop(within time: Duration) async {
        core.gateway.beginDraining()
        core.events?.endStreams()
        await server.drain(within: time)
        await housekeeping.stop()
        await core.upstreams?.stop()
        await core.events?.stop()
        core.close()
        group.stop()
    }

    private static func loops(_ configuration: Configuration) throws -> EventLoopGroup {
        guard let count = configuration.loops else { return try EventLoopGroup() }
        return try EventLoopGroup(count: max(count, 1))
    }

    /// Where upstreams reach the gateway: its public URL, or the first address that it listens on if
    /// that is one.
    private static func reachable(_ configuration: Configuration) -> String? {
        if let url = configuration.publicURL { return url }
        guard let address = configuration.listen.first.flatMap({ SocketAddress($0) }),
            address.port != 0, !["0.0.0.0", "::"].contains("\(address.ip)")
        else { return nil }
        return (configuration.tlsCertificate == nil ? "http://" : "https://") + "\(address)"
    }

    private static func options(
        _ configuration: Configuration,
        _ limits: Limits
    ) -> GatewayOptions {
        var options = GatewayOptions()
        options.bodyLimitBytes = limits.bodyBytes
        options.mediaBodyLimitBytes = limits.mediaBodyBytes
        // The demo sets no rate limits; it answers on loopback only.
        options.waitingPerTenant = configuration.isDemo ? .max : limits.tenantRequests
        options.publicURL = configuration.publicURL
        options.limitsRates = configuration.limitsRates
        return options
    }

    private static func means(
        _ configuration: Configuration,
        _ limits: EventLimits,
        _ server: Limits,
        _ client: HTTPClient,
        _ targets: Targets,
        _ loop: EventLoop
    ) -> EventService.Means {
        var means = EventService.Means(
            client: client,
            judge: targets.judge,
            streams: StreamOptions(loop: loop)
        )
        means.streams.perTenant = limits.streamsPerTenant
        means.streams.total = server.streams
        means.deliveries.policy = targets.policy
        means.deliveries.inFlight = limits.deliveriesInFlight
        means.deliveries.perHost = limits.deliveriesPerHost
        means.deliveries.responseBytes = limits.deliveryResponseBytes
        means.deliveries.retries = RetrySchedule(
            delaysMilliseconds: means.deliveries.retries.delaysMilliseconds,
            jitter: means.deliveries.retries.jitter,
            attemptTimeoutMilliseconds: limits.deliveryTimeout
        )
        means.deliveries.override = configuration.retryScheduleMilliseconds.map { delays in
            RetrySchedule(
                delaysMilliseconds: delays.map(Int64.init),
                jitter: 0,
                attemptTimeoutMilliseconds: limits.deliveryTimeout
            )
        }
        return means
    }

    private static func log(_ configuration: Configuration) throws(UsageError) -> Log {
        switch configuration.logLevel {
        case "debug": return Log(minimum: .debug)
        case "info": return Log(minimum: .info)
        case "warning": return Log(minimum: .warning)
        case "error": return Log(minimum: .error)
        default: throw UsageError("log_level must be debug, info, warning or error")
        }
    }
}

extension EventLimits {
    /// What the engine has to know of them.
    fileprivate var ofEngine: EngineLimits {
        var limits = EngineLimits()
        limits.endpointsPerOwner = endpoints
        limits.keysPerTenant = issuedKeys
        return limits
    }

    /// For how long things are kept.
    fileprivate var ages: Housekeeping.Ages {
        Housekeeping.Ages(
            events: eventDays,
            succeededBodies: deliveredBodyDays,
            otherBodies: failedBodyDays,
            deliveries: deliveryDays
        )
    }
}
