internal import Observability
internal import Reactor

extension EventHub {
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
