public import Canonical
public import DialectKit
public import Engine
public import HTTP
public import Observability
internal import Reactor
internal import Synchronization

/// Shows events to live streams once they are durable: `data: <json>`, and a comment now and then.
///
/// Live only: nothing is kept for a stream that is not open. A client that reads too slowly is cut
/// off and may come again.
public final class EventHub: EventObserver, Sendable {
    struct State {
        var subscribers: [Int: Subscriber] = [:]
        var perTenant: [TenantID: Int] = [:]
        var lastNumber = 0
        /// Events that wait to be rendered.
        var inbox: [Event] = []
        /// Whether events were dropped because too many waited.
        var hasGap = false
        var isPumping = false
        var isBeating = false
        var isReviewing = false
        var isFinished = false
        /// Whose instances are, as far as it was needed; it never changes.
        var tenants: [InstanceID: TenantID] = [:]
    }

    let source: any DeliverySource
    let speech: [DialectID: EventSpeech]
    let views: EventViews
    let options: StreamOptions
    let log: Log
    let state = Lock(State())
    /// Whether any stream is open, for those who must not wait for the lock.
    private let isFollowed = Atomic<Bool>(false)

    /// Prepares a hub, which follows the source from now on.
    public init(
        source: any DeliverySource,
        dialects: [any Dialect],
        views: EventViews,
        options: StreamOptions,
        log: Log
    ) {
        self.source = source
        speech = Dictionary(dialects.map { ($0.id, $0.events) }) { $1 }
        self.views = views
        self.options = options
        self.log = log
        source.observe(self)
    }

    /// Whether any stream is open.
    public var followsEvents: Bool { isFollowed.load(ordering: .acquiring) }

    /// How many streams are open.
    public var count: Int { state.withLock { $0.subscribers.count } }

    /// Opens a stream, which follows from now on, also before its first byte is asked for.
    ///
    /// It is counted until its body is over or let go of. `isOpen` is asked before each event, with
    /// each heartbeat, and when somebody's access ended: a stream must not outlive what opened it.
    ///
    /// - Throws: `rateLimited` when there are too many streams, `unavailable` after ``finishAll()``.
    public func open(
        _ subscription: Subscription,
        while isOpen: @escaping @Sendable () -> Bool = { true }
    ) throws(CommandFailure) -> HTTPBodyStream {
        let mailbox = Mailbox(documents: options.documents, bytes: options.bytes)
        let number = try admit(
            Subscriber(subscription: subscription, mailbox: mailbox, isOpen: isOpen)
        )
        startBeating()
        let seat = Seat { [weak self] in self?.leave(number) }
        return HTTPBodyStream { writer in
            while let bytes = await mailbox.next() {
                guard await writer.write(bytes) else { break }
            }
            seat.leave()
        }
    }

    private func admit(_ subscriber: Subscriber) throws(CommandFailure) -> Int {
        let tenant = subscriber.subscription.tenant
        return try state.withLock { state throws(CommandFailure) in
            guard !state.isFinished else {
                throw CommandFailure(.unavailable, "the server is shutting down")
            }
            guard state.subscribers.count < options.total,
                state.perTenant[tenant, default: 0] < options.perTenant
            else { throw CommandFailure(.rateLimited, "there are too many open streams") }
            state.lastNumber += 1
            state.perTenant[tenant, default: 0] += 1
            state.subscribers[state.lastNumber] = subscriber
            isFollowed.store(true, ordering: .releasing)
            return state.lastNumber
        }
    }

    private func leave(_ number: Int) {
        state.withLock { state in
            guard let gone = state.subscribers.removeValue(forKey: number) else { return }
            isFollowed.store(!state.subscribers.isEmpty, ordering: .releasing)
            let tenant = gone.subscription.tenant
            let left = state.perTenant[tenant, default: 1] - 1
            state.perTenant[tenant] = left > 0 ? left : nil
        }
    }

    /// Ends every stream and opens no more.
    public func finishAll() {
        let open = state.withLock { state in
            state.isFinished = true
            return Array(state.subscribers.values)
        }
        for one in open { one.mailbox.end() }
    }
}

/// A stream's place, given back when its body is over, or never begun and let go of.
private final class Seat: Sendable {
    private let giveBack: @Sendable () -> Void

    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }

    deinit { giveBack() }

    /// Gives the place back; a second time changes nothing.
    func leave() { giveBack() }
}
