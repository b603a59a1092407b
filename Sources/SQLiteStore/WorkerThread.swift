internal import Glibc
internal import Observability
internal import Synchronization

/// A thread that runs one function and is waited for.
///
/// SQLite blocks on the disk, so it gets threads of its own and never borrows one of the loops or
/// of the concurrency pool.
final class WorkerThread: Sendable {
    private let thread: pthread_t
    private let isLetGo = Atomic(false)

    /// Starts the thread, nil when the system has none left; profilers show it by the name.
    init?(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(name, body))
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
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

private func runWorker(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    ThreadName.set(start.name)
    start.body()
    return nil
}
