public import Canonical
internal import DialectKit
internal import Engine
internal import HTTP
internal import Observability
internal import Reactor

extension EventHub {
    /// Takes note of events that somebody may follow; they are shown soon, on the hub's loop.
    public func committed(_ events: [Event], deliveries: Int) {
        let mustPump = state.withLock { state in
            guard !state.subscribers.isEmpty else { return false }
            let followed = events.filter { state.mayFollow($0.instance) }
            state.take(followed, limit: options.events)
            guard state.hasWork, !state.isPumping else { return false }
            state.isPumping = true
            return true
        }
        guard mustPump else { return }
        options.loop.execute { [self] in
            Task(executorPreference: options.loop) { [self] in await pump() }
        }
    }

    /// Nothing: what was shown was durable.
    public func reloaded() {}

    /// Shows what waits, in the order in which it came, until nothing does.
    private func pump() async {
        while let (events, hasGap) = takeInbox() {
            for event in events { await show(event) }
            guard hasGap else { continue }
            log(.warning, "streams ended: too many events waited")
            for one in state.withLock({ Array($0.subscribers.values) }) { one.mailbox.end() }
        }
    }

    private func takeInbox() -> (events: [Event], hasGap: Bool)? {
        state.withLock { state in
            guard state.hasWork else {
                state.isPumping = false
                return nil
            }
            defer {
                state.inbox = []
                state.hasGap = false
            }
            return (state.inbox, state.hasGap)
        }
    }

    private func show(_ event: Event) async {
        guard let instance = source.instance(event.instance) else { return }
        let followers = state.withLock { state in
            state.remember(event.instance, of: instance.tenant)
            return state.subscribers.values.filter {
                $0.follows(event.instance, of: instance.tenant)
            }
        }
        guard !followers.isEmpty else { return }
        let message = await message(of: event)
        for alike in Dictionary(grouping: followers, by: \.look).values {
            let frames = frames(event, message, alike[0].subscription)
            for follower in alike {
                guard follower.isOpen() else {
                    follower.mailbox.end()
                    continue
                }
                for frame in frames {
                    guard follower.mailbox.put(frame) else { break }
                }
            }
        }
    }

    private func message(of event: Event) async -> Message? {
        guard let id = event.payload.message else { return nil }
        do throws(StoreError) {
            return try await source.message(id, of: event.instance)
        } catch {
            log(.warning, "a stream's message cannot be read", ["error": error.message])
            return nil
        }
    }

    /// The frames by which a stream tells of the event, none when it is filtered out.
    private func frames(
        _ event: Event,
        _ message: Message?,
        _ subscription: Subscription
    ) -> [[UInt8]] {
        guard let speech = speech[subscription.dialect],
            let view = views.view(of: event, message: message, baseURL: subscription.baseURL)
        else { return [] }
        return speech.stream(view, subscription.filter).map(Frame.data)
    }
}

extension EventHub.State {
    /// So many instances' tenants are remembered before all are forgotten.
    private static let remembered = 100_000

    /// Whether there is something to show or to end.
    fileprivate var hasWork: Bool { !inbox.isEmpty || hasGap }

    /// Takes events in, or none of them when too many wait already.
    fileprivate mutating func take(_ events: [Event], limit: Int) {
        if !hasGap, inbox.count + events.count <= limit {
            inbox += events
        } else {
            hasGap = true
        }
    }

    /// Whether a stream may follow the instance; yes in doubt.
    fileprivate func mayFollow(_ instance: InstanceID) -> Bool {
        guard let tenant = tenants[instance] else { return true }
        return perTenant[tenant] != nil
    }

    fileprivate mutating func remember(_ instance: InstanceID, of tenant: TenantID) {
        guard tenants[instance] == nil else { return }
        if tenants.count >= Self.remembered { tenants = [:] }
        tenants[instance] = tenant
    }
}
