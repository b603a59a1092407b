internal import Glibc
internal import Observability

/// One thread that does what may block on the disk, so that no loop ever does.
///
/// Work beyond the bound is refused; the thread lives as long as the process.
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
        if mustStart { Detached.run { [self] in drain() } }
        return isTaken
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

/// A thread of its own that ends with its body.
enum Detached {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts the thread; when the system has none left, the body runs on the caller's.
    static func run(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let argument = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
        let failure = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            argument
        )
        guard failure == 0 else {
            unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
            return
        }
        pthread_detach(thread)
    }
}
