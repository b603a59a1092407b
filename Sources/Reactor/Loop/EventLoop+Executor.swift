extension EventLoop: SerialExecutor, TaskExecutor {
    /// Takes a piece of a task; callable from any thread.
    public func enqueue(_ job: consuming ExecutorJob) { submit(.job(UnownedJob(job))) }

    /// Whether the caller runs on the loop's thread, which is what isolation means here.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Stops the process when isolation was assumed off the loop.
    public func checkIsolated() {
        precondition(isCurrent, "Code of the loop \(name) ran on another thread.")
    }

    /// Runs a piece of a task as its preferred executor.
    ///
    /// Not as its serial one: the runtime would then queue the task anew at every return from an
    /// `await`, since code that prefers the loop is not isolated to it. An actor that is pinned to
    /// the loop is still checked, by ``checkIsolated()``.
    func run(_ job: UnownedJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }

    /// Runs the closure on the loop and returns its result; callable from any thread.
    public func submit<Result: Sendable>(
        _ work: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            execute { continuation.resume(returning: work()) }
        }
    }
}
