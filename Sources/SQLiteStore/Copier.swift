internal import CSQLite
internal import Engine

/// The connection that copies committed pages from the log into the database file.
///
/// To be thrown away after an error: one that has seen a disk fail is not used again.
final class Copier {
    private let connection: Connection

    private let permit: CheckpointPermit

    init(path: String, permit: CheckpointPermit) throws(StoreError) {
        connection = try Connection.open(path, for: .checkpointing)
        self.permit = permit
    }

    /// Copies what is committed; of a log that is longer than the bound, also what is committed
    /// meanwhile.
    ///
    /// Says whether only little is left of such a log, which is not so while a reader needs an older
    /// state. All that was copied of it is on the disk then, so that whoever copies the rest need
    /// not wait for the disk to take it all.
    func pass(bound: Int) throws(StoreError) -> Bool {
        guard let log = try copy(), log.bytes > bound else { return false }
        try sync()
        let rest = try copy()
        try sync()
        return rest?.isCopied ?? false
    }

    private func copy() throws(StoreError) -> CopiedLog? {
        try permit.use(for: .checkpointing) { () throws(StoreError) in
            try connection.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        }
    }

    private func sync() throws(StoreError) {
        try permit.use(for: .checkpointing) { () throws(StoreError) in try connection.syncFile() }
    }
}

/// How long a log was when it was copied from, and how far it was copied.
struct CopiedLog {
    let frames: Int32
    let copied: Int32
    /// Whether others kept it from being done to the end: readers, or a checkpoint of another process.
    let isHeld: Bool

    /// Whether all of it was copied that had been committed by then.
    var isCopied: Bool { frames > 0 && copied == frames }

    /// The log's length.
    var bytes: Int { Int(max(frames, 0)) * WriteAheadLog.frameBytes }
}

extension Connection {
    /// Copies committed pages from the log into the database file.
    ///
    /// Readers that still need the log shorten what can be done, which is no error.
    @discardableResult
    func checkpoint(_ mode: Int32) throws(StoreError) -> CopiedLog {
        var frames: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &frames, &copied)
        guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY else {
            throw error(code, doing: "copying the log into the database file")
        }
        return CopiedLog(frames: frames, copied: copied, isHeld: code != SQLITE_OK)
    }

    /// Makes durable what was copied into the database file; SQLite itself does so only when the log
    /// was copied to its end.
    fileprivate func syncFile() throws(StoreError) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let operation = SQLITE_FCNTL_FILE_POINTER
        let found = sqlite3_file_control(handle, "main", operation, &file)
        guard found == SQLITE_OK else { throw error(found, doing: "finding the database file") }
        guard let file, let sync = file.pointee.pMethods?.pointee.xSync else {
            throw fileError(SQLITE_MISUSE, doing: "finding how the database file is synced")
        }
        let code = sync(file, SQLITE_SYNC_NORMAL)
        guard code == SQLITE_OK else { throw fileError(code, doing: "syncing the database file") }
    }

    /// What the file said, which the connection was not told.
    private func fileError(_ code: Int32, doing what: String) -> StoreError {
        StoreError(sqlite: code, String(cString: sqlite3_errstr(code)), doing: what)
    }
}
