internal import CSQLite
internal import Engine

/// A statement that is prepared when it is first used, and finalized exactly once, when its owner goes
/// out of scope.
///
/// Most of what a start would do is to prepare what is not needed for long; the tables that a
/// statement names must be there only once it runs.
struct Statement: ~Copyable {
    /// What SQLite made of the text.
    private struct Prepared {
        let handle: OpaquePointer
        /// Where parameters lie while the statement runs.
        let room: UnsafeMutableRawBufferPointer
    }

    private let connection: Connection
    private let sql: String
    private let roomBytes: Int
    // A pointer, for a statement is prepared while it is only borrowed.
    private let prepared: UnsafeMutablePointer<Prepared?>

    /// Enough for the texts of a row that a send writes.
    static let usualRoomBytes = 2048

    /// A statement that is used many times, with room for its texts.
    init(
        _ connection: Connection,
        _ sql: String,
        roomBytes: Int = usualRoomBytes
    ) throws(StoreError) {
        self.connection = connection
        self.sql = sql
        self.roomBytes = roomBytes
        prepared = .allocate(capacity: 1)
        prepared.initialize(to: nil)
        if connection.preparesAtOnce { _ = try ready() }
    }

    deinit {
        if let prepared = prepared.pointee {
            sqlite3_finalize(prepared.handle)
            prepared.room.deallocate()
        }
        prepared.deallocate()
    }

    /// Runs the statement to its end, ignoring rows, and makes it ready for the next time.
    func run(bind: (inout Binder) -> Void) throws(StoreError) {
        let prepared = try ready()
        let binder = bound(prepared, bind)
        defer { reset(prepared, binder) }
        try check(binder)
        while try step(prepared) {}
    }

    /// The first row, nil when there is none.
    func first<Value>(
        bind: (inout Binder) -> Void,
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        let prepared = try ready()
        let binder = bound(prepared, bind)
        defer { reset(prepared, binder) }
        try check(binder)
        guard try step(prepared) else { return nil }
        var row = Row(prepared.handle)
        return try read(&row)
    }

    /// All rows, in order.
    func all<Value>(
        bind: (inout Binder) -> Void = { _ in },
        read: (inout Row) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        let prepared = try ready()
        let binder = bound(prepared, bind)
        defer { reset(prepared, binder) }
        try check(binder)
        var values: [Value] = []
        while try step(prepared) {
            var row = Row(prepared.handle)
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
        let prepared = try ready()
        let binder = bound(prepared, bind)
        defer { reset(prepared, binder) }
        try check(binder)
        var values: [Value] = []
        while values.count < count, try step(prepared) {
            var row = Row(prepared.handle)
            if let value = try read(&row) { values.append(value) }
        }
        return values
    }

    private func ready() throws(StoreError) -> Prepared {
        if let prepared = prepared.pointee { return prepared }
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, flags, &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw connection.error(code, doing: "preparing \(sql)")
        }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: roomBytes, alignment: 1)
        let made = Prepared(handle: handle, room: room)
        prepared.pointee = made
        return made
    }

    private func bound(_ prepared: Prepared, _ bind: (inout Binder) -> Void) -> Binder {
        var binder = Binder(prepared.handle, room: prepared.room)
        bind(&binder)
        return binder
    }

    private func check(_ binder: Binder) throws(StoreError) {
        guard binder.code == SQLITE_OK else { throw connection.error(binder.code, doing: sql) }
    }

    /// Advances to the next row; false once there are no more.
    private func step(_ prepared: Prepared) throws(StoreError) -> Bool {
        switch sqlite3_step(prepared.handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.error(code, doing: sql)
        }
    }

    /// Makes the statement ready for the next time; what was lent to it is bound anew then.
    private func reset(_ prepared: Prepared, _ binder: Binder) {
        sqlite3_reset(prepared.handle)
        if !binder.mayStay { sqlite3_clear_bindings(prepared.handle) }
    }
}
