internal import Observability

/// The promise that a batch of transactions becomes durable, or is lost as a whole.
///
/// One ticket may stand for many transactions that share a commit.
public final class CommitTicket: Sendable {
    private enum State {
        case pending([CheckedContinuation<Result<Void, StoreError>, Never>])
        case resolved(Result<Void, StoreError>)
    }

    private let state: Lock<State>

    /// A ticket that waits.
    public init() { state = Lock(.pending([])) }

    /// A ticket that was refused.
    public init(failed error: StoreError) { state = Lock(.resolved(.failure(error))) }

    /// Waits until the batch is durable, on the caller's executor.
    ///
    /// - Throws: the store's error when the batch was lost; nothing of it was kept then.
    public func wait() async throws(StoreError) {
        let result = await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Result<Void, StoreError>? in
                switch state {
                case .resolved(let result):
                    return result
                case .pending(var waiting):
                    state = .pending([])
                    waiting.append(continuation)
                    state = .pending(waiting)
                    return nil
                }
            }
            if let known { continuation.resume(returning: known) }
        }
        try result.get()
    }

    /// Resolves the ticket and resumes whoever waits; a second call changes nothing.
    public func resolve(_ result: Result<Void, StoreError>) {
        let waiting = state.withLock { state in
            guard case .pending(let waiting) = state else {
                return [CheckedContinuation<Result<Void, StoreError>, Never>]()
            }
            state = .resolved(result)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }
}
