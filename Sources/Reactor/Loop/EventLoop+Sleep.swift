extension EventLoop {
    /// Waits without holding a thread; callable from any task, at its best from one on this loop.
    ///
    /// The delay is kept as ``arm(_:after:)`` keeps it. A loop that is stopped meanwhile never wakes
    /// the sleeper: end what sleeps first.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public func sleep(milliseconds: Int) async throws(CancellationError) {
        let sleeper = Sleeper(self)
        let isRested = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                execute { sleeper.lieDown(continuation, milliseconds) }
            }
        } onCancel: {
            execute { sleeper.wake(isRested: false) }
        }
        guard isRested else { throw CancellationError() }
    }
}

/// One sleep, ended by its timer or by cancellation, whichever is first, even before it began.
private final class Sleeper: @unchecked Sendable {
    // Unchecked because everything but the initializer happens on the loop's thread.
    private let loop: EventLoop
    private var continuation: CheckedContinuation<Bool, Never>?
    private var timer: TimerToken?
    private var isOver = false

    init(_ loop: EventLoop) { self.loop = loop }

    func lieDown(_ continuation: CheckedContinuation<Bool, Never>, _ milliseconds: Int) {
        guard !isOver else {
            continuation.resume(returning: false)
            return
        }
        self.continuation = continuation
        timer = loop.schedule(after: milliseconds) { self.wake(isRested: true) }
    }

    func wake(isRested: Bool) {
        isOver = true
        if let timer { loop.cancel(timer) }
        timer = nil
        continuation?.resume(returning: isRested)
        continuation = nil
    }
}
