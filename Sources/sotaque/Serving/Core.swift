internal import Canonical
internal import DialectKit
internal import Engine
internal import Gateway
internal import Observability
internal import QRImage
internal import SQLiteStore
internal import Sandbox
internal import Secrets
internal import Wire

/// The gateway without its sockets: store, sandbox, engine and front, joined and nothing decided.
final class Core: Sendable {
    let store: SQLiteStore
    let sandbox: Sandbox
    let engine: Engine
    let gateway: Gateway

    /// Joins everything over a data folder, which must be there.
    init(
        folder: String,
        keys: KeyRing,
        autoPairMilliseconds: Int64? = nil,
        fetcher: any MediaFetcher,
        targets: any TargetPolicy,
        options: GatewayOptions = GatewayOptions(),
        log: Log
    ) throws {
        let recovery = Recovery()
        store = try Self.openStore(folder, keys, recovery, log)
        let mint = DialectMint(Dialects.all)
        sandbox = Sandbox(options: Self.sandboxOptions(autoPairMilliseconds))
        let vault = FileVault(folder: folder + "/media", fetcher: fetcher)
        engine = try Engine(
            store: store,
            upstream: sandbox,
            vault: vault,
            targets: targets,
            mint: mint,
            clock: WorldClock(),
            log: log
        )
        recovery.watch(engine)
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
            options: options,
            log: log
        )
    }

    /// Stops time and closes the store.
    func close() {
        engine.stop()
        store.close()
    }

    private static func openStore(
        _ folder: String,
        _ keys: KeyRing,
        _ recovery: Recovery,
        _ log: Log
    ) throws -> SQLiteStore {
        var options = SQLiteStore.Options()
        options.onRecovered = { recovery.run() }
        return try SQLiteStore(folder: folder, sealer: keys.sealer, options: options, log: log)
    }

    private static func sandboxOptions(_ autoPairMilliseconds: Int64?) -> SandboxOptions {
        let seed = SecureRandom.bytes(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return SandboxOptions(
            seed: seed,
            autoPairMilliseconds: autoPairMilliseconds,
            renderQR: { text in
                guard let symbol = try? QRSymbol(encoding: text) else { return "" }
                return DataURL(mediaType: "image/png", bytes: PNGImage.encode(symbol)).text
            }
        )
    }
}

/// What is done when the store works again after a lost commit: memory is read anew.
private final class Recovery: Sendable {
    private struct Weak {
        weak var engine: Engine?
    }

    private let watched = Lock(Weak())

    func watch(_ engine: Engine) { watched.withLock { $0.engine = engine } }

    func run() { try? watched.withLock { $0.engine }?.reload() }
}
