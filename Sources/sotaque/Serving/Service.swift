internal import Canonical
internal import DialectKit
internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import QRImage
internal import Reactor
internal import SQLiteStore
internal import Sandbox
internal import Secrets
internal import TLS

/// One running gateway: everything joined, nothing decided.
final class Service: Sendable {
    let configuration: Configuration
    let keys: KeyRing
    let log: Log
    let store: SQLiteStore
    let sandbox: Sandbox
    let engine: Engine
    let gateway: Gateway
    let group: EventLoopGroup
    let server: HTTPServer

    init(_ configuration: Configuration) throws {
        self.configuration = configuration
        log = try Self.log(configuration)
        guard Files.makeFolder(configuration.data) else {
            throw UsageError("The data folder \(configuration.data) cannot be made")
        }
        keys = try KeyRing(configuration)
        let listeners = try Listeners.read(configuration)
        let recovery = Recovery()
        var storage = SQLiteStore.Options()
        storage.onRecovered = { recovery.run() }
        store = try SQLiteStore(
            folder: configuration.data,
            sealer: keys.sealer,
            options: storage,
            log: log
        )
        let mint = DialectMint(Dialects.all)
        group =
            try configuration.loops.map { try EventLoopGroup(count: max($0, 1)) }
            ?? EventLoopGroup()
        sandbox = Sandbox(options: Self.sandboxOptions(configuration))
        let targets = try Targets(configuration, listeners: listeners.map(\.address))
        let client = try HTTPClient(group: group)
        let vault = FileVault(
            folder: configuration.data + "/media",
            fetcher: HTTPMediaFetcher(
                client: client,
                judge: targets.judge,
                policy: targets.policy
            )
        )
        engine = try Engine(
            store: store,
            upstream: sandbox,
            vault: vault,
            targets: RegisteredTargets(judge: targets.judge, policy: targets.policy),
            mint: mint,
            clock: WorldClock(),
            log: log
        )
        recovery.engine = engine
        let limits = try LimitNames.limits(configuration.limits)
        let control = ControlPlane(
            engine: engine,
            sandbox: sandbox,
            vault: vault,
            dialects: Dialects.all,
            mint: mint,
            token: keys.controlToken
        )
        gateway = Gateway(
            engine: engine,
            dialects: Dialects.all,
            mint: mint,
            control: control,
            options: Self.options(configuration, limits),
            log: log
        )
        server = HTTPServer(
            group: group,
            handler: gateway,
            limits: limits,
            listeners: listeners,
            log: log
        )
    }

    /// Starts time and loops, and listens; gives the addresses with their ports.
    func start() throws -> [SocketAddress] {
        engine.start()
        try group.start()
        return try server.start()
    }

    /// Ends in good order: no more work, what runs is finished, the store is closed.
    func stop(within time: Duration) async {
        gateway.beginDraining()
        await server.drain(within: time)
        engine.stop()
        store.close()
        group.stop()
    }

    private static func sandboxOptions(_ configuration: Configuration) -> SandboxOptions {
        let seed = SecureRandom.bytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return SandboxOptions(
            seed: seed,
            autoPairMilliseconds: configuration.autoPairSeconds.map { Int64($0) * 1000 },
            renderQR: { text in
                guard let symbol = try? QRSymbol(encoding: text) else { return "" }
                return DataURL.png(PNGImage.encode(symbol))
            }
        )
    }

    private static func options(_ configuration: Configuration, _ limits: Limits) -> GatewayOptions
    {
        var options = GatewayOptions()
        options.bodyLimitBytes = limits.bodyBytes
        options.mediaBodyLimitBytes = limits.mediaBodyBytes
        options.waitingPerTenant = limits.tenantRequests
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

/// What is done when the store works again after a lost commit: memory is read anew.
final class Recovery: @unchecked Sendable {
    // Unchecked because it is set once, before the store's first commit can fail.
    weak var engine: Engine?

    func run() { try? engine?.reload() }
}
