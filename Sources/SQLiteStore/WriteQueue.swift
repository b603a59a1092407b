internal import Engine

/// What waits for the writer, and whether anything may.
struct WriteQueue {
    /// The transactions that share a commit.
    struct Batch {
        let transactions: [[Change]]
        let changeCount: Int
        let ticket: CommitTicket
    }

    /// Whether transactions are taken.
    enum Phase: Equatable {
        /// They are.
        case open
        /// A commit was lost; everybody gets its error until a probe succeeds.
        case refusing(StoreError)
        /// No more; what waits is still committed.
        case closed
    }

    private(set) var phase = Phase.open
    private let maximumPendingChanges: Int
    private var transactions: [[Change]] = []
    private var ticket: CommitTicket?
    private var waitingChanges = 0
    private var takenChanges = 0
    /// Whether a turn is over in which some of those that wait came.
    private var isReleased = false
    /// The threads that release what waits at the end of their turn; there are few.
    private var releasing: [UInt] = []

    init(maximumPendingChanges: Int) { self.maximumPendingChanges = maximumPendingChanges }

    /// Whether a commit was lost and no probe has succeeded since.
    var isRefusing: Bool {
        if case .refusing = phase { return true }
        return false
    }

    /// Whether transactions are taken, and the queue is less than three quarters full.
    ///
    /// The last quarter is for those who looked before they changed what they keep in memory, and
    /// submit what they changed after: what they find room for is not refused.
    var hasRoom: Bool {
        phase == .open
            && waitingChanges + takenChanges < maximumPendingChanges - maximumPendingChanges / 4
    }

    /// Queues a transaction for the next commit.
    ///
    /// Says whether the thread must release it, which is so for the first one in its turn: what
    /// waits is taken with the first turn that ends, whosoever. The writer's own transactions pass
    /// while others are refused.
    mutating func append(
        _ changes: [Change],
        from thread: UInt,
        isFromWriter: Bool
    ) -> (ticket: CommitTicket, mustRelease: Bool) {
        switch phase {
        case .closed: return (CommitTicket(failed: .closed), false)
        case .refusing(let error) where !isFromWriter: return (CommitTicket(failed: error), false)
        case .open, .refusing: break
        }
        guard waitingChanges + takenChanges + changes.count <= maximumPendingChanges else {
            return (CommitTicket(failed: StoreError(.overloaded, "the write queue is full")), false)
        }
        let isFirst = !releasing.contains(thread)
        if isFirst { releasing.append(thread) }
        let ticket = ticket ?? CommitTicket()
        self.ticket = ticket
        transactions.append(changes)
        waitingChanges += changes.count
        return (ticket, isFirst)
    }

    /// Lets what waits be taken: a turn is over in which some of it came.
    ///
    /// A writer that took the beginning of a turn would sync that alone, and the rest again.
    mutating func release() { isReleased = true }

    /// Takes all that waits, nil when nothing does or it was not released yet.
    mutating func take() -> Batch? { isReleased || phase == .closed ? takeAll() : nil }

    private mutating func takeAll() -> Batch? {
        guard let ticket else { return nil }
        let batch = Batch(transactions: transactions, changeCount: waitingChanges, ticket: ticket)
        takenChanges = waitingChanges
        waitingChanges = 0
        transactions = []
        self.ticket = nil
        isReleased = false
        releasing.removeAll(keepingCapacity: true)
        return batch
    }

    /// Notes that what was taken is done with.
    mutating func finish() { takenChanges = 0 }

    /// Begins to refuse, and gives the ticket of those who came while the commit was being lost.
    ///
    /// What they submitted may build on what was lost, so it is lost as well.
    mutating func refuse(_ error: StoreError) -> CommitTicket? {
        finish()
        if phase != .closed { phase = .refusing(error) }
        return takeAll().map { batch in
            finish()
            return batch.ticket
        }
    }

    /// Accepts transactions again.
    mutating func accept() {
        if phase != .closed { phase = .open }
    }

    /// Accepts nothing more.
    mutating func close() { phase = .closed }
}
