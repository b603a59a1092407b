internal import Glibc

/// The project's one lock: a value that one thread at a time may touch, guarded by a POSIX mutex.
///
/// The thread sanitizer follows `pthread_mutex_t` and misreads `Synchronization.Mutex` on Linux.
/// Hold it briefly, never across a wait or a callback into unknown code.
public final class Lock<Value>: @unchecked Sendable {
    // Unchecked because `value` is reached only between lock and unlock of `mutex`. Whoever guards a
    // class, as the engine its ledger, must not let the reference out of the body: nothing checks that.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    // Unchecked because the mutex is the check: a second access waits for the first one's end, and one
    // from within the first one's body, which would be the conflict, waits for ever.
    @exclusivity(unchecked) @usableFromInline var value: Value

    /// Starts out unlocked, with the given value inside.
    public init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs the body with the lock held, which is not reentrant.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body(&value)
    }

    @usableFromInline
    func lock() { pthread_mutex_lock(mutex) }

    @usableFromInline
    func unlock() { pthread_mutex_unlock(mutex) }
}
