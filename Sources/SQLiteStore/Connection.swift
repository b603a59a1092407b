internal import CSQLite
internal import Engine

/// An open database, closed when nobody uses it any more: its statements do.
///
/// It is used by one thread at a time. A class, since statements keep it open until they first run.
final class Connection {
    /// What a connection is for.
    enum Purpose {
        /// Fills a new file that is of no use until it is whole and synced.
        case creating
        /// The one that writes.
        case writing
        /// Copies what was committed from the log into the database file.
        case checkpointing
        /// Reads what was committed.
        case reading
    }

    let handle: OpaquePointer
    /// Whether statements are prepared when they are made, as it takes to see that all of them fit the
    /// tables; otherwise when they are first used.
    let preparesAtOnce: Bool

    /// Done once; refused without harm where SQLite is in use already.
    private static let countsNoMemory = csqlite_count_no_memory() == SQLITE_OK

    private init(_ handle: OpaquePointer, preparesAtOnce: Bool) {
        self.handle = handle
        self.preparesAtOnce = preparesAtOnce
    }

    /// Opens a file that exists.
    static func open(
        _ path: String,
        for purpose: Purpose,
        preparesAtOnce: Bool = false
    ) throws(StoreError) -> Connection {
        _ = countsNoMemory
        var opened: OpaquePointer?
        let access = purpose == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        // The others write no logs.
        let files = purpose == .writing ? GatheringFiles.name : nil
        let code = sqlite3_open_v2(path, &opened, flags, files)
        guard code == SQLITE_OK, let opened else {
            let detail = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(opened)
            throw StoreError(sqlite: code, detail, doing: "opening the database")
        }
        let connection = Connection(opened, preparesAtOnce: preparesAtOnce)
        try connection.configure(for: purpose)
        return connection
    }

    deinit { sqlite3_close_v2(handle) }

    /// The error that SQLite gave last on this connection.
    func error(_ code: Int32, doing what: String) -> StoreError {
        StoreError(sqlite: code, String(cString: sqlite3_errmsg(handle)), doing: what)
    }

    /// Runs statements that give no rows and take no values.
    func execute(_ sql: String) throws(StoreError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, doing: sql) }
    }

    /// The one integer that a query gives, nil when it gives no row or NULL.
    func integer(_ sql: String) throws(StoreError) -> Int64? {
        let statement = try Statement(self, sql)
        return try statement.first(bind: { _ in }, read: { row in row.optionalInt() }) ?? nil
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs the body in a transaction: all of it or nothing.
    func transaction(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        try execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            try body()
            try execute("COMMIT")
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends an open transaction; SQLite ends some by itself when they fail.
    func rollBack() {
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }

    /// Makes the file keep a log beside it.
    func switchToWriteAheadLog() throws(StoreError) {
        let statement = try Statement(self, "PRAGMA journal_mode = WAL")
        // To the end: only then SQLite writes down that the file has one.
        guard try statement.all(read: { $0.text() }) == ["wal"] else {
            throw StoreError(.database, "the database cannot have a write-ahead log")
        }
    }

    /// Has SQLite copy the log into the database file and remove it, should this connection be the
    /// last one that closes; without it no connection does.
    func removeLogWhenClosed() {
        _ = csqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    }

    /// How long it waits for other processes, in milliseconds.
    static let usualWait: Int32 = 5000

    /// Has it wait so many milliseconds at most for what others hold.
    func waitForOthers(atMost milliseconds: Int32) {
        sqlite3_busy_timeout(handle, milliseconds)
    }

    private func configure(for purpose: Purpose) throws(StoreError) {
        waitForOthers(atMost: Self.usualWait)
        _ = csqlite_configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = csqlite_configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        // References are not checked at each row: the writer takes the numbers that it refers to
        // from their table, and the check of a data folder looks for lost ones.
        try execute("PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY")
        switch purpose {
        case .reading: break
        case .creating: try execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        case .writing, .checkpointing: try configureForLog()
        }
    }

    private func configureForLog() throws(StoreError) {
        // A log that must be kept stays, however the connection ends.
        _ = csqlite_configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        try execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = FAST;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -8192;
            PRAGMA journal_size_limit = 67108864;
            """
        )
    }
}
