import CSQLite

/// What SQLite said to a test.
struct RawError: Error {
    let message: String
}

/// Runs SQL on a closed store's file, behind its back.
func executeRaw(_ sql: String, in file: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    let isOpen = sqlite3_open(file, &connection) == SQLITE_OK
    guard isOpen, sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
        throw RawError(message: String(cString: sqlite3_errmsg(connection)))
    }
}
