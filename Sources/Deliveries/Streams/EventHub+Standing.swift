internal import Observability
internal import Reactor

/// No stream outlives what opened it: each is asked about when access ends, and with each heartbeat.
extension EventHub {
    /// After so many milliseconds streams are asked about, so that much that ends costs one look.
    private static let reviewPause = 10

    /// Has every stream asked about soon, on the hub's loop.
    public func accessEnded() {
        let mustReview = state.withLock { state in
            guard !state.subscribers.isEmpty, !state.isReviewing else { return false }
            state.isReviewing = true
            return true
        }
        guard mustReview else { return }
        options.loop.execute { [self] in
            options.loop.schedule(after: Self.reviewPause) { [weak self] in self?.review() }
        }
    }

    private func review() {
        // Before anybody is asked: what ends from now on is looked at once more.
        let open = state.withLock { state in
            state.isReviewing = false
            return Array(state.subscribers.values)
        }
        for one in open where !one.isOpen() { one.mailbox.end() }
    }

    /// Sends a comment now and then for as long as a stream is open.
    func startBeating() {
        let isBeating = state.withLock { state in
            defer { state.isBeating = true }
            return state.isBeating
        }
        if !isBeating { options.loop.execute { [self] in beatLater() } }
    }

    private func beatLater() {
        options.loop.schedule(after: options.heartbeatMilliseconds) { [weak self] in self?.beat() }
    }

    private func beat() {
        let open = state.withLock { state in
            if state.subscribers.isEmpty { state.isBeating = false }
            return Array(state.subscribers.values)
        }
        guard !open.isEmpty else { return }
        for one in open {
            one.isOpen() ? one.mailbox.putIfEmpty(Frame.ping) : one.mailbox.end()
        }
        beatLater()
    }
}
