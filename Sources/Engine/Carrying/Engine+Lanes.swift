internal import Canonical
internal import Observability

extension Engine {
    static let laneFull = CommandFailure(
        .rateLimited,
        "Too many messages wait for this chat",
        retryAfterSeconds: 1
    )

    /// Waits for the chat's turn; false when too many wait already.
    func enter(_ lane: LaneKey) async -> Bool {
        let isFull = ledger.withLock { ledger in
            (ledger.lanes[lane]?.count ?? 0) >= limits.queuedSendsPerChat
        }
        if isFull { return false }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isMine = ledger.withLock { ledger in
                if ledger.lanes[lane] == nil {
                    ledger.lanes[lane] = []
                    return true
                }
                ledger.lanes[lane]?.append(continuation)
                return false
            }
            if isMine { continuation.resume() }
        }
        return true
    }

    /// Gives the turn to whoever waits longest.
    func leave(_ lane: LaneKey) {
        let next = ledger.withLock { ledger -> CheckedContinuation<Void, Never>? in
            guard var waiting = ledger.lanes[lane], !waiting.isEmpty else {
                ledger.lanes[lane] = nil
                return nil
            }
            let next = waiting.removeFirst()
            ledger.lanes[lane] = waiting
            return next
        }
        next?.resume()
    }
}

extension Engine {
    /// How many chats a send is waiting in, for tests.
    package var waitingSends: Int { ledger.withLock { $0.lanes.count } }
}
