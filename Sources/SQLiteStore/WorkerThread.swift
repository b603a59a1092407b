internal import Glibc
internal import Synchronization

/// A thread that runs one function and is waited for.
///
/// SQLite blocks on the disk, so it gets threads of its own and never borrows one of the loops or
/// of the concurrency pool.
final class WorkerThread: Sendable {
    private let thread: pthread_t
    private let isLetGo = Atomic(false)

    /// Starts the thread, nil when the system has none left.
    init?(_ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(body))
        var created = pthread_t()
        guard pthread_create(&created, nil, runWorker, start.toOpaque()) == 0 else {
            start.release()
            return nil
        }
        thread = created
    }

    /// Whether the caller runs on this thread.
    var isCurrent: Bool { pthread_equal(pthread_self(), thread) != 0 }

    /// Waits until the function has returned; a second call waits for nothing.
    ///
    /// On the thread itself there is nothing to wait for: it cleans up after itself then.
    func join() {
        if isCurrent {
            detach()
        } else if !isLetGo.exchange(true, ordering: .relaxed) {
            pthread_join(thread, nil)
        }
    }

    /// Lets the thread end unobserved.
    func detach() {
        if !isLetGo.exchange(true, ordering: .relaxed) { pthread_detach(thread) }
    }
}

/// What a new thread runs.
private final class Start: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func runWorker(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
    return nil
}
