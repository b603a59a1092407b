internal import CSQLite
internal import Engine

/// A prepared statement, finalized exactly once, when its owner goes out of scope.
struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// Where parameters lie while the statement runs.
    private let room: UnsafeMutableRawBufferPointer

    /// Enough for the texts of a row that a send writes.
    static let usualRoomBytes = 2048

    /// Prepares one statement, to be used many times, with room for its texts.
    init(
        _ connection: borrowing Connection,
        _ sql: String,
        roomBytes: Int = usualRoomBytes
    ) throws(StoreError) {
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, flags, &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw connection.error(code, doing: "preparing a statement")
        }
        handle = prepared
        self.connection = connection.handle
        room = .allocate(byteCount: roomBytes, alignment: 1)
    }

    deinit {
        sqlite3_finalize(handle)
        room.deallocate()
    }

    /// Runs the statement to its end, ignoring rows, and makes it ready for the next time.
    func run(bind: (inout Binder) -> Void) throws(StoreError) {
        let binder = bound(bind)
        defer { reset(binder) }
        try check(binder)
        while try step() {}
    }

    /// The first row, nil when there is none.
    func first<Value>(
        bind: (inout Binder) -> Void,
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        let binder = bound(bind)
        defer { reset(binder) }
        try check(binder)
        guard try step() else { return nil }
        var row = Row(handle)
        return try read(&row)
    }

    /// All rows, in order.
    func all<Value>(
        bind: (inout Binder) -> Void = { _ in },
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        let binder = bound(bind)
        defer { reset(binder) }
        try check(binder)
        var values: [Value] = []
        while try step() {
            var row = Row(handle)
            values.append(try read(&row))
        }
        return values
    }

    /// The first so many values, in order; rows of which `read` makes nil do not count.
    func first<Value>(
        _ count: Int,
        bind: (inout Binder) -> Void,
        read: (inout Row) throws(StoreError) -> Value?
    ) throws(StoreError) -> [Value] {
        let binder = bound(bind)
        defer { reset(binder) }
        try check(binder)
        var values: [Value] = []
        while values.count < count, try step() {
            var row = Row(handle)
            if let value = try read(&row) { values.append(value) }
        }
        return values
    }

    private func bound(_ bind: (inout Binder) -> Void) -> Binder {
        var binder = Binder(handle, room: room)
        bind(&binder)
        return binder
    }

    private func check(_ binder: Binder) throws(StoreError) {
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

    /// Makes the statement ready for the next time; what was lent to it is bound anew then.
    private func reset(_ binder: Binder) {
        sqlite3_reset(handle)
        if !binder.mayStay { sqlite3_clear_bindings(handle) }
    }

    private func error(_ code: Int32) -> StoreError {
        let what = sqlite3_sql(handle).map { String(cString: $0) } ?? "a statement"
        return StoreError(sqlite: code, String(cString: sqlite3_errmsg(connection)), doing: what)
    }
}
