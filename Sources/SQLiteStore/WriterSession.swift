internal import CSQLite
internal import Canonical
internal import Engine

/// The writing connection with its statements; used by one thread at a time, first by who opens the
/// store, then by the writer's.
final class WriterSession {
    private let connection: Connection
    private let numbers: InstanceNumbers
    private let log: WriteAheadLog
    private let statements: ChangeStatements
    private let begin: Statement
    private let commit: Statement
    private let permit: CheckpointPermit
    private var pageLimit: Int?

    init(
        _ connection: Connection,
        sealer: any Sealer,
        permit: CheckpointPermit
    ) throws(StoreError) {
        numbers = try InstanceNumbers(connection)
        statements = try ChangeStatements(connection, numbers: numbers, sealer: sealer)
        begin = try Statement(connection, "BEGIN IMMEDIATE")
        commit = try Statement(connection, "COMMIT")
        log = WriteAheadLog(connection)
        self.permit = permit
        self.connection = connection
    }

    /// How many bytes of the log hold committed pages.
    var logBytes: Int { log.bytes }

    /// Applies the transactions in order and commits them together, or changes nothing.
    func perform(
        _ transactions: [[Change]],
        fault: (@Sendable () -> StoreError?)? = nil
    ) throws(StoreError) {
        try permit.check()
        try begin.run { _ in }
        do throws(StoreError) {
            for changes in transactions {
                for change in changes { try statements.apply(change) }
            }
            try statements.finish()
            if let error = fault?() { throw error }
            try commit.run { _ in }
        } catch {
            connection.rollBack()
            numbers.forget()
            statements.forget()
            throw error
        }
    }

    /// Empties the log into the database file, writes something, and removes it again.
    ///
    /// So what was committed before is synced once more, a long log gives its room back, and a disk
    /// with a last free page does not pass: the write is as large as a small batch. A log that must
    /// be kept is not emptied.
    func probe() throws(StoreError) {
        try permit.check()
        try emptyLog()
        try connection.transaction { () throws(StoreError) in
            try connection.execute(
                "INSERT OR REPLACE INTO probes (number, filler) VALUES (1, zeroblob(65536))"
            )
        }
        try connection.transaction { () throws(StoreError) in
            try connection.execute("DELETE FROM probes")
        }
    }

    /// Limits the file's size in pages; a limit below its present size stops only its growth.
    func limitPages(to limit: Int?) throws(StoreError) {
        guard limit != pageLimit else { return }
        // SQLite's own greatest number of pages.
        try connection.execute("PRAGMA max_page_count = \(limit ?? 4_294_967_294)")
        pageLimit = limit
    }

    /// Copies what is left of the log into the database file, as far as readers let it and unless the
    /// copier does so; when that is all, and no reader needs it, the next commit begins the log afresh.
    func copyRest() throws(StoreError) {
        _ = try permit.use(for: .writing, waiting: false) { () throws(StoreError) in
            try connection.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        }
    }

    /// Copies the log into the database file and has the next commit begin it afresh; says whether a
    /// reader holds it all the same, for which nobody waits long.
    func restartLog() throws(StoreError) -> Bool {
        try checkpoint(SQLITE_CHECKPOINT_RESTART, waiting: 500)
    }

    /// Copies the log into the database file and empties it; it is removed with the connection.
    func endLog() throws(StoreError) {
        try emptyLog()
        if permit.isGiven { connection.removeLogWhenClosed() }
    }

    /// Copies what is left of before in the log into the database file and empties the log; says
    /// whether a reader holds it, for which nobody waits long.
    func emptyLeftLog() throws(StoreError) -> Bool {
        try checkpoint(SQLITE_CHECKPOINT_TRUNCATE, waiting: 50)
    }

    private func emptyLog() throws(StoreError) {
        _ = try checkpoint(SQLITE_CHECKPOINT_TRUNCATE, waiting: Connection.usualWait)
    }

    /// Says whether a reader holds the log after so many milliseconds.
    private func checkpoint(_ mode: Int32, waiting: Int32) throws(StoreError) -> Bool {
        let log = try permit.use(for: .writing) { () throws(StoreError) in
            connection.waitForOthers(atMost: waiting)
            defer { connection.waitForOthers(atMost: Connection.usualWait) }
            return try connection.checkpoint(mode)
        }
        return log?.isHeld ?? false
    }
}
