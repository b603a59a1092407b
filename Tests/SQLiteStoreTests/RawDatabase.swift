import CSQLite
import Testing

/// Changes a closed store's file behind its back.
func executeRaw(_ sql: String, in file: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    try #require(sqlite3_open(file, &connection) == SQLITE_OK)
    let code = sqlite3_exec(connection, sql, nil, nil, nil)
    try #require(code == SQLITE_OK, "\(String(cString: sqlite3_errmsg(connection)))")
}
