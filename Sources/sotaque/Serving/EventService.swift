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
        /// Replaces the vendors' own schedules, for tests; nil to keep them.
        var schedule: RetrySchedule?
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
        var options = means.deliveries
        var told = dialects
        if let schedule = means.schedule {
            options.retries = schedule
            told = dialects.map(RescheduledDialect.init)
        }
        worker = DeliveryWorker(
            source: engine,
            dialects: told,
            views: views,
            client: means.client,
            judge: means.judge,
            options: options,
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

/// A dialect whose deliveries are tried again as the operator says.
private struct RescheduledDialect: Dialect {
    let base: any Dialect

    init(_ base: any Dialect) { self.base = base }

    var id: DialectID { base.id }
    var territory: Territory { base.territory }
    var routes: [Route] { base.routes }
    var bodyRules: BodyRules { base.bodyRules }
    var credentials: [CredentialSpec] { base.credentials }
    var naming: InstanceNaming { base.naming }
    var allowsAnyOrigin: Bool { base.allowsAnyOrigin }
    var rateLimit: RateLimit? { base.rateLimit }

    var events: EventSpeech {
        let events = base.events
        return EventSpeech(
            names: events.names,
            fields: events.fields,
            signature: events.signature,
            name: events.name,
            concerns: events.concerns,
            render: events.render,
            stream: events.stream
        )
    }

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        base.response(to: failure, in: context)
    }
}
