internal import Canonical
internal import DialectKit
internal import Engine
public import HTTP
public import Observability
internal import Secrets
internal import Wire

/// What links are looked after with.
protocol LinkCalls: AnyObject, Sendable {
    /// What the dialect offers, nothing when it is not spoken.
    func traits(_ dialect: DialectID) -> LinkTraits
    /// Reads how a link stands.
    func readLink(_ call: RemoteCall) async -> RemoteResult<Looked>
    /// Says where webhooks are to be sent; nil where this gateway has no URL.
    func registerHook(_ call: RemoteCall) async -> RemoteResult<Bool>?
}

/// Looks after the links at remote upstreams: registers where their events go, asks how they stand,
/// and notices those that say they are connected and tell of nothing.
public final class LinkKeeper: Sendable {
    private let source: any LinkSource
    private let calls: any LinkCalls
    private let options: LinkOptions
    private let clock: UpstreamClock
    private let log: Log
    private let plan: Lock<LinkPlan>
    private let task = Lock<Task<Void, Never>?>(nil)
    private let loops: HTTPClient?

    /// Prepares to look after the source's legs on the client's loops; nothing is asked before
    /// ``start()``.
    public convenience init(
        _ source: any LinkSource,
        _ upstreams: HTTPUpstreams,
        client: HTTPClient,
        options: LinkOptions,
        log: Log
    ) {
        self.init(source, upstreams, options, upstreams.clock, log, client: client)
    }

    init(
        _ source: any LinkSource,
        _ calls: any LinkCalls,
        _ options: LinkOptions,
        _ clock: UpstreamClock,
        _ log: Log,
        client: HTTPClient? = nil
    ) {
        self.source = source
        self.calls = calls
        self.options = options
        self.clock = clock
        self.log = log
        loops = client
        plan = Lock(LinkPlan(options))
    }

    /// Begins; a second call changes nothing.
    public func start() {
        task.withLock { task in
            guard task == nil else { return }
            task = Task(executorPreference: loops?.loops.first) { [self] in await run() }
        }
    }

    /// Breaks off what is being asked, and returns when nothing is asked any more.
    public func stop() async {
        let task = task.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
    }

    private func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let legs = source.remoteLegs()
                let actions = plan.withLock { plan in
                    plan.look(legs, at: clock.now()) { calls.traits($0) }
                }
                for (leg, action) in actions {
                    group.addTask { [self] in await perform(action, leg) }
                }
                guard (try? await clock.sleep(options.lookMilliseconds)) != nil else { return }
            }
        }
    }

    private func perform(_ action: LinkPlan.Action, _ leg: RemoteLeg) async {
        switch action {
        case .poll: await poll(leg)
        case .register: await register(leg)
        case .stalled(let isStalled):
            log(
                isStalled ? .warning : .info,
                isStalled ? "link tells of nothing" : "link tells again",
                leg.names
            )
            source.markStalled(leg.instance.id, isStalled)
        }
    }

    private func poll(_ leg: RemoteLeg) async {
        let result = await calls.readLink(call(leg))
        var poll = LinkPlan.Poll.failed
        if case .done = result.end { poll = result.saysConnected ? .connected : .notConnected }
        let before = plan.withLock { plan in
            defer { plan.polled(leg.id, poll, at: clock.now()) }
            return plan.failures(leg.id)
        }
        guard !Task.isCancelled else { return }
        if poll == .failed, before == 0 {
            log(.warning, "link cannot be read", leg.names)
        } else if poll != .failed, before > 0 {
            log(.info, "link can be read again", leg.names)
        }
        await tell(result.observations, of: leg)
    }

    private func register(_ leg: RemoteLeg) async {
        let result = await calls.registerHook(call(leg))
        var isAccepted = false
        if case .done(true)? = result?.end { isAccepted = true }
        // Without a URL of our own there is nothing to register, now or soon.
        let isOver = isAccepted || result == nil
        plan.withLock { $0.registered(leg.id, isAccepted: isOver, at: clock.now()) }
        guard !Task.isCancelled, let result else { return }
        if !isAccepted { log(.warning, "webhook was not registered", leg.names) }
        await tell(result.observations, of: leg)
    }

    /// Hands on what was told; what is not kept comes again with the next poll.
    private func tell(_ observations: [Observation], of leg: RemoteLeg) async {
        guard !observations.isEmpty else { return }
        _ = await source.receive(
            observations,
            of: leg.instance.id,
            from: leg.definition.id
        )
    }

    private func call(_ leg: RemoteLeg) -> RemoteCall {
        leg.call(at: options.now(), reference: Hex.encode(SecureRandom.bytes(16)))
    }
}

extension RemoteResult {
    /// Whether the latest word on the link is that it is up.
    fileprivate var saysConnected: Bool {
        for observation in observations.reversed() {
            if case .link(let state, _) = observation.kind { return state == .connected }
        }
        return false
    }
}

extension RemoteLeg {
    fileprivate var names: KeyValuePairs<String, String> {
        ["instance": instance.id.text, "upstream": definition.id.text]
    }
}
