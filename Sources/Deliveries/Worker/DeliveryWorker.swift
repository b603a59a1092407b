public import Canonical
public import DialectKit
public import Engine
public import HTTP
public import Observability
public import Reactor
internal import Synchronization

/// Carries deliveries out: takes what is due from the store, sends it, and writes down what came of
/// it.
///
/// At least once: a delivery whose result did not become durable is made again. Within one endpoint
/// and chat one follows the other; chats go side by side. What is in memory is bounded whatever the
/// backlog.
public final class DeliveryWorker: EventObserver, Sendable {
    /// What was done so far.
    public let metrics: DeliveryMetrics
    private let dispatcher: Dispatcher
    private let isWoken = Atomic<Bool>(false)

    /// Prepares a worker on the client's loops; nothing is sent before ``start()``.
    ///
    /// `judge` decides at each attempt which addresses may be called; nil only in tests.
    public init(
        source: any DeliverySource,
        dialects: [any Dialect],
        views: EventViews,
        client: HTTPClient,
        judge: AddressJudge?,
        options: DeliveryOptions,
        log: Log
    ) {
        let metrics = DeliveryMetrics()
        let courier = Courier(
            source: source,
            speech: Dictionary(dialects.map { ($0.id, $0.events) }) { $1 },
            views: views,
            client: client,
            terms: options.terms(judge),
            options: options,
            metrics: metrics
        )
        self.metrics = metrics
        dispatcher = Dispatcher(courier, loops: client.loops, log)
        source.observe(self)
    }

    /// Begins with what is due; a second call changes nothing.
    public func start() { dispatcher.loop.execute { [dispatcher] in dispatcher.start() } }

    /// Begins nothing more, and returns when what was begun is done and durable.
    ///
    /// What takes longer than ``DeliveryOptions/stopMilliseconds`` is broken off and stays due. The
    /// loops must still run, and the store must still take results.
    public func stop() async {
        await withCheckedContinuation { continuation in
            dispatcher.loop.execute { [dispatcher] in
                dispatcher.stop { continuation.resume() }
            }
        }
    }

    /// Deliveries are enough.
    public var followsEvents: Bool { false }

    /// Looks for what is due, soon and once however often this is called meanwhile.
    public func committed(_ events: [Event], deliveries: Int) {
        if deliveries > 0 { wake() }
    }

    /// Nothing: what is on its way goes to whoever was to be told.
    public func accessEnded() {}

    /// Looks anew at what is due.
    public func reloaded() { wake() }

    private func wake() {
        guard !isWoken.exchange(true, ordering: .acquiringAndReleasing) else { return }
        dispatcher.loop.execute { [self] in
            isWoken.store(false, ordering: .releasing)
            dispatcher.look()
        }
    }
}
