internal import Canonical
internal import Deliveries
internal import DialectKit
internal import Engine
internal import Gateway
internal import Observability
internal import SQLiteStore
internal import Sandbox
internal import Secrets
internal import Wire

/// The gateway without its sockets: store, sandbox, engine and front, joined and nothing decided.
final class Core: Sendable {
    let store: SQLiteStore
    let sandbox: Sandbox
    let engine: Engine
    /// What tells clients of events, nil where nobody is told.
    let events: EventService?
    let gateway: Gateway
    /// The product's own API.
    let control: ControlPlane
    /// What carries commands out elsewhere, nil where nothing can be reached.
    let upstreams: UpstreamService?
    private let recovery = Recovery()

    /// Joins everything over a data folder, which must be there; without means nobody is told of
    /// events.
    init(
        folder: String,
        keys: KeyRing,
        autoPairMilliseconds: Int64? = nil,
        fetcher: any MediaFetcher,
        targets: any TargetPolicy,
        dialects: [any Dialect] = Dialects.all,
        means: EventService.Means? = nil,
        upstreams: UpstreamService? = nil,
        options: GatewayOptions = GatewayOptions(),
        limits: EngineLimits = EngineLimits(),
        log: Log
    ) throws {
        store = try Self.openStore(folder, keys, recovery, log)
        let mint = DialectMint(dialects)
        let painter = QRPainter()
        sandbox = Sandbox(options: Self.sandboxOptions(autoPairMilliseconds, painter))
        let vault = FileVault(folder: folder + "/media", fetcher: fetcher)
        engine = try Engine(
            store: store,
            upstream: sandbox,
            vault: vault,
            targets: targets,
            mint: mint,
            clock: WorldClock(),
            interest: DialectInterest(dialects),
            remotes: upstreams?.upstreams ?? NoRemoteUpstreams(),
            limits: limits,
            log: log
        )
        recovery.watch(engine)
        self.upstreams = upstreams
        events = means.map { [engine] means in
            EventService(
                engine: engine,
                dialects: dialects,
                means: means,
                publicURL: options.publicURL,
                painter: painter,
                log: log
            )
        }
        control = ControlPlane(
            engine: engine,
            sandbox: sandbox,
            vault: vault,
            dialects: dialects,
            mint: mint,
            spoken: upstreams?.means ?? SpokenMeans(),
            challenge: means.map { means in
                EndpointChallenge(
                    client: means.client,
                    judge: means.judge,
                    policy: means.deliveries.policy
                )
            },
            token: keys.controlToken
        )
        gateway = Gateway(
            engine: engine,
            dialects: dialects,
            mint: mint,
            control: control,
            tellers: events?.tellers,
            options: options,
            log: log
        )
    }

    deinit { close() }

    /// Stops time and closes the store; once is enough, twice does no harm.
    func close() {
        engine.stop()
        store.close()
        recovery.letGo()
    }

    private static func openStore(
        _ folder: String,
        _ keys: KeyRing,
        _ recovery: Recovery,
        _ log: Log
    ) throws -> SQLiteStore {
        var options = SQLiteStore.Options()
        options.onRecovered = { () throws(StoreError) in try recovery.run() }
        return try SQLiteStore(folder: folder, sealer: keys.sealer, options: options, log: log)
    }

    private static func sandboxOptions(
        _ autoPairMilliseconds: Int64?,
        _ painter: QRPainter
    ) -> SandboxOptions {
        let seed = SecureRandom.bytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return SandboxOptions(
            seed: seed,
            autoPairMilliseconds: autoPairMilliseconds,
            renderQR: { painter.draw($0) }
        )
    }
}

/// What is done when the store works again after a lost commit: memory is read anew.
///
/// The store keeps it and the engine keeps the store, so it has to be told to let go of the engine.
private final class Recovery: Sendable {
    private let engine = Lock<Engine?>(nil)

    func watch(_ engine: Engine) { self.engine.withLock { $0 = engine } }

    func letGo() { engine.withLock { $0 = nil } }

    func run() throws(StoreError) { try engine.withLock { $0 }?.reload() }
}
