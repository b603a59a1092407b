public import Canonical
internal import Observability

/// The promise that a batch of transactions becomes durable, or is lost as a whole.
///
/// One ticket may stand for many transactions that share a commit.
public final class CommitTicket: Gate {
    /// What a ticket comes to.
    public typealias Resolution = Result<Void, StoreError>

    private enum State {
        case pending([@Sendable (Resolution) -> Void])
        case resolved(Resolution)
    }

    private let state: Lock<State>

    /// A ticket that waits.
    public init() { state = Lock(.pending([])) }

    /// A ticket that was refused.
    public init(failed error: StoreError) { state = Lock(.resolved(.failure(error))) }

    /// Calls back with whether the batch is durable; see ``Canonical/Gate``.
    public func whenDecided(_ body: @escaping @Sendable (Bool) -> Void) {
        whenResolved { resolution in
            if case .success = resolution { body(true) } else { body(false) }
        }
    }

    /// Waits until the batch is durable, on the caller's executor.
    ///
    /// - Throws: the store's error when the batch was lost; nothing of it was kept then.
    public func wait() async throws(StoreError) {
        let resolution = await withCheckedContinuation { continuation in
            whenResolved { continuation.resume(returning: $0) }
        }
        try resolution.get()
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
                return [@Sendable (Resolution) -> Void]()
            }
            state = .resolved(resolution)
            return waiting
        }
        for tell in waiting { tell(resolution) }
    }

    private func whenResolved(_ body: @escaping @Sendable (Resolution) -> Void) {
        let known = state.withLock { state -> Resolution? in
            switch state {
            case .resolved(let resolution):
                return resolution
            case .pending(var waiting):
                state = .pending([])
                waiting.append(body)
                state = .pending(waiting)
                return nil
            }
        }
        if let known { body(known) }
    }
}
