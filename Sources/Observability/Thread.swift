internal import Glibc
internal import Synchronization

/// One POSIX thread that runs a function to its end.
///
/// What blocks gets a thread of its own and borrows none of the loops or of the concurrency pool.
public final class Thread: Sendable {
    /// The system has no thread left.
    public struct StartFailure: Error {
        /// What `pthread_create` returned.
        public let code: Int32
    }

    private let handle: pthread_t
    private let isLetGo = Atomic(false)

    /// Starts the thread; `name` is what debuggers and profilers show, cut to 15 bytes.
    ///
    /// - Throws: ``StartFailure``; the function does not run then.
    public init(
        name: String,
        _ body: @escaping @Sendable () -> Void
    ) throws(StartFailure) {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        var handle = pthread_t()
        let code = pthread_create(
            &handle,
            nil,
            { context in
                guard let context else { return nil }
                let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                start.nameThread()
                start.body()
                return nil
            },
            start.toOpaque()
        )
        guard code == 0 else {
            start.release()
            throw StartFailure(code: code)
        }
        self.handle = handle
    }

    /// Whether the caller runs on this thread.
    public var isCurrent: Bool { pthread_equal(pthread_self(), handle) != 0 }

    /// Waits until the function has returned; a second call waits for nothing.
    ///
    /// On the thread itself there is nothing to wait for: it cleans up after itself then.
    public func join() {
        if isCurrent {
            detach()
        } else if !isLetGo.exchange(true, ordering: .relaxed) {
            pthread_join(handle, nil)
        }
    }

    /// Lets the thread end unobserved.
    public func detach() {
        if !isLetGo.exchange(true, ordering: .relaxed) { pthread_detach(handle) }
    }

    /// Sends a signal to this thread alone.
    public func signal(_ number: Int32) { pthread_kill(handle, number) }
}

/// What a new thread runs.
private final class Start: Sendable {
    private let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    /// Names the calling thread; a failure changes nothing.
    func nameThread() {
        // `pthread_setname_np` hides behind `_GNU_SOURCE`.
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = Array(name.utf8.prefix(15)).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }
}
