internal import CSQLite
internal import Canonical
internal import Wire

/// Gives values to a statement's parameters, one after the other.
///
/// The first error stays in ``code``; the statement looks at it once.
struct Binder {
    private let statement: OpaquePointer
    private let room: UnsafeMutableRawBufferPointer
    private var used = 0
    private var index: Int32 = 0
    private(set) var code = SQLITE_OK
    /// Whether SQLite has copies of its own of what was bound.
    private var isCopied = false

    /// Begins with the first parameter; `room` must keep its bytes until the statement is reset.
    init(_ statement: OpaquePointer, room: UnsafeMutableRawBufferPointer) {
        self.statement = statement
        self.room = room
    }

    /// Whether all that was bound may stay bound: it costs no memory, and the next values replace it.
    var mayStay: Bool { !isCopied && index == sqlite3_bind_parameter_count(statement) }

    mutating func null() { note(sqlite3_bind_null(statement, next())) }

    mutating func int(_ value: Int64) { note(sqlite3_bind_int64(statement, next(), value)) }

    mutating func int(_ value: Int64?) {
        if let value { int(value) } else { null() }
    }

    mutating func bool(_ value: Bool) { int(value ? 1 : 0) }

    mutating func time(_ value: Timestamp) { int(value.milliseconds) }

    mutating func time(_ value: Timestamp?) { int(value?.milliseconds) }

    mutating func text(_ value: String) {
        let code = value.utf8.span.bytes.withUnsafeBytes { text($0) }
        note(code)
    }

    mutating func text(_ value: String?) {
        if let value { text(value) } else { null() }
    }

    /// Binds the full form of an address.
    mutating func jid(_ address: Address) {
        let (name, server) = address.jidParts
        let code = name.utf8.span.bytes.withUnsafeBytes { name in
            server.utf8.span.bytes.withUnsafeBytes { text(name, $0) }
        }
        note(code)
    }

    mutating func jid(_ address: Address?) {
        if let address { jid(address) } else { null() }
    }

    mutating func json(_ value: JSONValue) {
        let code = value.serialized().withUnsafeBytes { text($0) }
        note(code)
    }

    mutating func json(_ value: JSONValue?) {
        if let value { json(value) } else { null() }
    }

    /// Binds bytes of JSON as text.
    mutating func json(serialized value: [UInt8]) {
        let code = value.withUnsafeBytes { text($0) }
        note(code)
    }

    mutating func blob(_ value: [UInt8]) {
        let index = next()
        isCopied = true
        let code = value.withUnsafeBytes { bytes in
            csqlite_bind_blob(statement, index, bytes.baseAddress, UInt64(bytes.count))
        }
        note(code)
    }

    mutating func blob(_ value: [UInt8]?) {
        if let value { blob(value) } else { null() }
    }

    /// Binds text: short texts lie in the room, where SQLite reads them, others it copies.
    private mutating func text(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        let index = next()
        let count = bytes.count
        guard count <= room.count - used else {
            isCopied = true
            return csqlite_bind_text(statement, index, bytes.baseAddress, UInt64(count))
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: room[used..<used + count])
        place.copyMemory(from: bytes)
        used += count
        return csqlite_lend_text(statement, index, place.baseAddress, UInt64(count))
    }

    /// Binds two texts as one.
    private mutating func text(
        _ start: UnsafeRawBufferPointer,
        _ end: UnsafeRawBufferPointer
    ) -> Int32 {
        let count = start.count + end.count
        guard count <= room.count - used else { return text(Array(start) + Array(end)) }
        let place = UnsafeMutableRawBufferPointer(rebasing: room[used..<used + count])
        place.copyMemory(from: start)
        UnsafeMutableRawBufferPointer(rebasing: place[start.count...]).copyMemory(from: end)
        used += count
        return csqlite_lend_text(statement, next(), place.baseAddress, UInt64(count))
    }

    private mutating func text(_ bytes: [UInt8]) -> Int32 { bytes.withUnsafeBytes { text($0) } }

    private mutating func next() -> Int32 {
        index += 1
        return index
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }
}
