public import Canonical
internal import Observability

/// The promise that a batch of transactions becomes durable, or is lost as a whole.
///
/// One ticket may stand for many transactions that share a commit.
public final class CommitTicket: Gate {
    /// What a ticket comes to.
    public typealias Resolution = Result<Void, StoreError>

    /// One who waits.
    // A type of its own: functions as elements of an array are wrapped once more, each.
    private struct Waiter {
        let body: @Sendable (Bool) -> Void
    }

    /// Those who wait: for a call on the thread that decides, or on their own.
    private struct Waiting {
        var atOnce: [Waiter] = []
        var atHome: [(home: Home, waiters: [Waiter])] = []

        mutating func add(_ waiter: Waiter, at home: Home) {
            guard let index = atHome.firstIndex(where: { $0.home === home }) else {
                return atHome.append((home, [waiter]))
            }
            atHome[index].waiters.append(waiter)
        }

        func tell(_ wentWell: Bool) {
            for waiter in atOnce { waiter.body(wentWell) }
            for (home, waiters) in atHome {
                home.perform { for waiter in waiters { waiter.body(wentWell) } }
            }
        }
    }

    private enum State {
        case pending(Waiting)
        case resolved(Resolution)
    }

    private let state: Lock<State>

    /// A ticket that waits.
    public init() { state = Lock(.pending(Waiting())) }

    /// A ticket that was refused.
    public init(failed error: StoreError) { state = Lock(.resolved(.failure(error))) }

    /// Calls back with whether the batch is durable, on the calling thread if that works in turns;
    /// see ``Canonical/Gate``.
    ///
    /// All who wait on one thread are told with one call.
    public func whenDecided(_ body: @escaping @Sendable (Bool) -> Void) {
        let home = TurnEnd.home
        join(Waiter(body: body)) { waiting, waiter in
            if let home { waiting.add(waiter, at: home) } else { waiting.atOnce.append(waiter) }
        }
    }

    /// Calls back with whether the batch is durable, on the thread that decides it: so tickets that
    /// are decided one after the other tell in that order.
    func onceDecided(_ body: @escaping @Sendable (Bool) -> Void) {
        join(Waiter(body: body)) { $0.atOnce.append($1) }
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
        let waiting = state.withLock { state -> Waiting? in
            guard case .pending(let waiting) = state else { return nil }
            state = .resolved(resolution)
            return waiting
        }
        waiting?.tell(resolution.isSuccess)
    }

    /// Adds somebody to those who wait, or tells at once what is decided.
    private func join(_ waiter: Waiter, _ add: (inout Waiting, Waiter) -> Void) {
        let wentWell = state.withLock { state -> Bool? in
            switch state {
            case .resolved(let resolution): return resolution.isSuccess
            case .pending(var waiting):
                // Let go of first, so that the list grows where it is.
                state = .pending(Waiting())
                add(&waiting, waiter)
                state = .pending(waiting)
                return nil
            }
        }
        if let wentWell { waiter.body(wentWell) }
    }
}

extension Result {
    fileprivate var isSuccess: Bool {
        if case .success = self { return true }
        return false
    }
}
