internal import Canonical
internal import Engine

/// The statements that remove what was told, used and compared long ago.
final class UpstreamRetention {
    private static let dayMilliseconds: Int64 = 86_400_000

    private let told: Statement
    private let uses: Statement
    private let differences: Statement

    init(_ connection: Connection) throws(StoreError) {
        told = try Statement(
            connection,
            """
            DELETE FROM told WHERE (instance, key) IN (
                SELECT instance, key FROM told INDEXED BY told_at
                WHERE at < ?1 ORDER BY at LIMIT ?2
            )
            """
        )
        uses = try Statement(connection, "DELETE FROM uses INDEXED BY uses_day WHERE day < ?1")
        differences = try Statement(
            connection,
            """
            DELETE FROM differences WHERE number IN (
                SELECT number FROM differences INDEXED BY differences_at
                WHERE at < ?1 ORDER BY at LIMIT ?2
            )
            """
        )
    }

    func pass(_ retention: Retention) throws(StoreError) {
        let limit = Int64(max(retention.limit, 0))
        try told.run { binder in
            binder.time(retention.toldBefore)
            binder.int(limit)
        }
        try uses.run { $0.int(retention.trialsBefore.milliseconds / Self.dayMilliseconds) }
        try differences.run { binder in
            binder.time(retention.trialsBefore)
            binder.int(limit)
        }
    }
}
