internal import Glibc
internal import Observability
internal import Reactor

/// What the process does with an operator's signals; to be made before any other thread.
final class SignalInbox: Sendable {
    private struct State {
        var wasAskedToEnd = false
        var waiting: CheckedContinuation<Void, Never>?
        var reload: (@Sendable () -> Void)?
    }

    private let state = Lock(State())

    /// Begins to hear signals.
    init() throws(ReactorError) {
        _ = try SignalWatcher { [self] signal in
            switch signal {
            case .hangUp: state.withLock { $0.reload }?()
            case .terminate, .interrupt: askToEnd()
            }
        }
    }

    /// Says what SIGHUP does.
    func onHangUp(_ reload: @escaping @Sendable () -> Void) {
        state.withLock { $0.reload = reload }
    }

    /// Returns at the first SIGTERM or SIGINT, also one that came before the call.
    func untilAskedToEnd() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isOver = state.withLock { state in
                if !state.wasAskedToEnd { state.waiting = continuation }
                return state.wasAskedToEnd
            }
            if isOver { continuation.resume() }
        }
    }

    /// The second time, the process ends at once.
    private func askToEnd() {
        let (isSecond, waiting) = state.withLock { state in
            defer {
                state.wasAskedToEnd = true
                state.waiting = nil
            }
            return (state.wasAskedToEnd, state.waiting)
        }
        if isSecond { _exit(130) }
        waiting?.resume()
    }
}
