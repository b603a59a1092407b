internal import Deliveries
internal import DialectKit
internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import Reactor

/// What tells clients of events: deliveries to endpoints, and live streams.
final class EventService: Sendable {
    /// With what clients are told.
    struct Means {
        /// Calls endpoints, and nothing else, so that they have its connections for themselves.
        let client: HTTPClient
        /// Which addresses endpoints may have, judged at each attempt.
        let judge: AddressJudge?
        /// How deliveries are made.
        var deliveries = DeliveryOptions()
        /// How streams are kept.
        var streams: StreamOptions
    }

    /// What the front may know of it.
    let tellers: EventTellers
    private let worker: DeliveryWorker

    init(
        engine: Engine,
        dialects: [any Dialect],
        means: Means,
        publicURL: String?,
        painter: QRPainter,
        log: Log
    ) {
        let views = EventViews(source: engine, publicURL: publicURL) { painter.draw($0) }
        worker = DeliveryWorker(
            source: engine,
            dialects: dialects,
            views: views,
            client: means.client,
            judge: means.judge,
            options: means.deliveries,
            log: log
        )
        let hub = EventHub(
            source: engine,
            dialects: dialects,
            views: views,
            options: means.streams,
            log: log
        )
        tellers = EventTellers(hub: hub, deliveries: worker.metrics)
    }

    /// Begins to deliver; the loops must be running.
    func start() { worker.start() }

    /// Ends the streams, so that nobody has to wait for them.
    func endStreams() { tellers.hub.finishAll() }

    /// Ends deliveries; the store must still be open, for what became of them.
    func stop() async { await worker.stop() }
}
