internal import Observability

/// One thread that does what may block on the disk, so that no loop ever does.
///
/// Work beyond the bound is refused; the thread ends when nothing is left to do.
final class DiskWorker: Sendable {
    private struct State {
        var work: [@Sendable () -> Void] = []
        var isRunning = false
    }

    private let state = Lock(State())
    private let bound: Int

    init(bound: Int = 1024) { self.bound = bound }

    /// Runs the body on the worker's thread; nil when too much is waiting.
    func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        await withCheckedContinuation { continuation in
            let isTaken = submit { continuation.resume(returning: body()) }
            if !isTaken { continuation.resume(returning: nil) }
        }
    }

    private func submit(_ body: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, mustStart) = state.withLock { state -> (Bool, Bool) in
            guard state.work.count < bound else { return (false, false) }
            state.work.append(body)
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        if mustStart { start() }
        return isTaken
    }

    /// Starts the thread; when the system has none left, the work is done on the caller's.
    private func start() {
        guard let thread = try? Thread(name: "media-disk", { [self] in drain() }) else {
            return drain()
        }
        thread.detach()
    }

    /// Works until nothing is left; the next piece of work starts a thread again.
    private func drain() {
        while true {
            let work = state.withLock { state -> [@Sendable () -> Void] in
                defer { state.work.removeAll() }
                if state.work.isEmpty { state.isRunning = false }
                return state.work
            }
            guard !work.isEmpty else { return }
            for body in work { body() }
        }
    }
}
