internal import Canonical
internal import DialectKit
internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import Upstreams

/// What carries commands out elsewhere, and looks after the links there.
final class UpstreamService: Sendable {
    /// Carries conversations out.
    let upstreams: HTTPUpstreams
    /// What upstreams fetch from us.
    let shelf: ShareShelf
    private let client: HTTPClient
    private let log: Log
    private let running = Lock<Running?>(nil)

    private struct Running {
        let keeper: LinkKeeper
        let chores: Task<Void, Never>
    }

    /// Prepares calls on a client of its own; `publicURL` is where upstreams reach this gateway, nil
    /// for nowhere.
    init(client: HTTPClient, publicURL: String?, log: Log) {
        var options = UpstreamOptions()
        options.userAgent = "sotaque/" + VersionCommand.number
        options.publicURL = publicURL
        let clock = UpstreamClock.system(client)
        shelf = ShareShelf(now: clock.now)
        upstreams = HTTPUpstreams(
            Speeches(Dialects.spoken),
            client: client,
            shelf: shelf,
            options: options,
            clock: clock,
            log: log
        )
        self.client = client
        self.log = log
    }

    /// What the control API may know of it.
    var means: SpokenMeans {
        SpokenMeans(speeches: Speeches(Dialects.spoken), upstreams: upstreams, shelf: shelf)
    }

    /// Begins to look after links; the loops must be running.
    func start(_ engine: Engine) {
        let keeper = LinkKeeper(
            engine,
            upstreams,
            client: client,
            options: LinkOptions(now: { engine.clock.now }),
            log: log
        )
        keeper.start()
        let chores = Task.detached { [shelf] in
            while !Task.isCancelled {
                // First, for an upstream that is silent takes its time.
                shelf.sweep()
                await engine.resolveUncertain()
                try? await Task.sleep(for: .seconds(10))
            }
        }
        running.withLock { $0 = Running(keeper: keeper, chores: chores) }
    }

    /// Ends; calls that are under way break off.
    func stop() async {
        let ending = running.withLock { $0 }
        ending?.chores.cancel()
        await ending?.keeper.stop()
        await ending?.chores.value
    }
}
