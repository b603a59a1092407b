internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import Reactor
internal import TLS

/// One running gateway with its loops and listeners.
final class Service: Sendable {
    let configuration: Configuration
    let keys: KeyRing
    let log: Log
    let core: Core
    let server: HTTPServer
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
        own = OwnAddresses(listeners.map(\.address))
        let targets = try Targets(configuration, own: own)
        let client = HTTPClient(group: group, resolver: try Resolver(), tls: try TLSContext())
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
            options: Self.options(configuration, limits),
            log: log
        )
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
        return bound
    }

    /// Ends in good order: no more work, what runs is finished, the store is closed.
    func stop(within time: Duration) async {
        core.gateway.beginDraining()
        await server.drain(within: time)
        core.close()
        group.stop()
    }

    private static func loops(_ configuration: Configuration) throws -> EventLoopGroup {
        guard let count = configuration.loops else { return try EventLoopGroup() }
        return try EventLoopGroup(count: max(count, 1))
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
        return options
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
