internal import CSQLite
internal import Engine

/// A prepared statement, finalized exactly once, when its owner goes out of scope.
struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// Where parameters lie while the statement runs.
    private let room: UnsafeMutableRawBufferPointer

    /// Enough for the texts of the rows that a send writes.
    private static let roomBytes = 2048

    /// Prepares one statement, to be used many times.
    init(_ connection: borrowing Connection, _ sql: String) throws(StoreError) {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, flags, &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw connection.error(code, doing: "preparing a statement")
        }
        handle = prepared
        self.connection = connection.handle
        room = .allocate(byteCount: Self.roomBytes, alignment: 1)
    }

    deinit {
        sqlite3_finalize(handle)
        room.deallocate()
    }

    /// Runs the statement to its end, ignoring rows, and makes it ready for the next time.
    func run(bind: (inout Binder) -> Void) throws(StoreError) {
        defer { reset() }
        try start(bind)
        while try step() {}
    }

    /// The first row, nil when there is none.
    func first<Value>(
        bind: (inout Binder) -> Void,
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        defer { reset() }
        try start(bind)
        guard try step() else { return nil }
        var row = Row(handle)
        return try read(&row)
    }

    /// All rows, in order.
    func all<Value>(
        bind: (inout Binder) -> Void = { _ in },
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        defer { reset() }
        try start(bind)
        var values: [Value] = []
        while try step() {
            var row = Row(handle)
            values.append(try read(&row))
        }
        return values
    }

    private func start(_ bind: (inout Binder) -> Void) throws(StoreError) {
        var binder = Binder(handle, room: room)
        bind(&binder)
        guard binder.code == SQLITE_OK else { throw error(binder.code) }
    }

    /// Advances to the next row; false once there are no more.
    private func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code)
        }
    }

    private func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func error(_ code: Int32) -> StoreError {
        let what = sqlite3_sql(handle).map { String(cString: $0) } ?? "a statement"
        return StoreError(sqlite: code, String(cString: sqlite3_errmsg(connection)), doing: what)
    }
}
