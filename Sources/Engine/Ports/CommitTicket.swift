public import Canonical
internal import Observability

/// The promise that a batch of transactions becomes durable, or is lost as a whole.
///
/// One ticket may stand for many transactions that share a commit.
public final class CommitTicket: Gate {
    /// What a ticket comes to.
    public typealias Resolution = Result<Void, StoreError>

    private enum State {
        case pending([@Sendable (Bool) -> Void])
        case resolved(Resolution)
    }

    private let state: Lock<State>

    /// A ticket that waits.
    public init() { state = Lock(.pending([])) }

    /// A ticket that was refused.
    public init(failed error: StoreError) { state = Lock(.resolved(.failure(error))) }

    /// Calls back with whether the batch is durable; see ``Canonical/Gate``.
    public func whenDecided(_ body: @escaping @Sendable (Bool) -> Void) {
        let wentWell = state.withLock { state -> Bool? in
            switch state {
            case .resolved(.success): return true
            case .resolved(.failure): return false
            case .pending(var waiting):
                // Let go of first, so that the list grows where it is.
                state = .pending([])
                waiting.append(body)
                state = .pending(waiting)
                return nil
            }
        }
        if let wentWell { body(wentWell) }
    }

    /// Waits until the batch is durable, on the caller's executor.
    ///
    /// - Throws: the store's error when the batch was lost; nothing of it was kept then.
    public func wait() async throws(StoreError) {
        await withCheckedContinuation { continuation in
            whenDecided { _ in continuation.resume() }
        }
        if let failure { throw failure }
    }

    /// The store's error when the batch was lost, nil as long as it was not.
    public var failure: StoreError? {
        state.withLock { state in
            if case .resolved(.failure(let error)) = state { error } else { nil }
        }
    }

    /// Resolves the ticket and tells whoever waits; a second call changes nothing.
    public func resolve(_ resolution: Resolution) {
        let waiting = state.withLock { state in
            guard case .pending(let waiting) = state else {
                return [@Sendable (Bool) -> Void]()
            }
            state = .resolved(resolution)
            return waiting
        }
        let wentWell = if case .success = resolution { true } else { false }
        for tell in waiting { tell(wentWell) }
    }
}
