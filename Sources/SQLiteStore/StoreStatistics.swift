public import Observability

/// What a store has done since it was opened, for the metrics.
public struct StoreStatistics: Sendable {
    /// Commits that succeeded, each for all transactions that waited.
    public let commits = Counter()
    /// Transactions that became durable.
    public let transactions = Counter()
    /// Changes that became durable.
    public let changes = Counter()
    /// Batches that were lost.
    public let lostBatches = Counter()
    /// Reads that were answered.
    public let reads = Counter()

    /// Nothing yet.
    init() {}

    func note(_ batch: WriteQueue.Batch) {
        commits.add()
        transactions.add(batch.transactions.count)
        changes.add(batch.changeCount)
    }
}
