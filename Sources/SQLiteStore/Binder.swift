internal import CSQLite
internal import Canonical
internal import Wire

/// Gives values to a statement's parameters, one after the other.
///
/// The first error stays in ``code``; the statement looks at it once.
struct Binder {
    private let statement: OpaquePointer
    private var index: Int32 = 0
    private(set) var code = SQLITE_OK

    init(_ statement: OpaquePointer) { self.statement = statement }

    mutating func null() { note(sqlite3_bind_null(statement, next())) }

    mutating func int(_ value: Int64) { note(sqlite3_bind_int64(statement, next(), value)) }

    mutating func int(_ value: Int64?) {
        if let value { int(value) } else { null() }
    }

    mutating func bool(_ value: Bool) { int(value ? 1 : 0) }

    mutating func time(_ value: Timestamp) { int(value.milliseconds) }

    mutating func time(_ value: Timestamp?) { int(value?.milliseconds) }

    mutating func text(_ value: String) {
        var value = value
        let index = next()
        let code = value.withUTF8 { bytes in
            csqlite_bind_text(statement, index, bytes.baseAddress, UInt64(bytes.count))
        }
        note(code)
    }

    mutating func text(_ value: String?) {
        if let value { text(value) } else { null() }
    }

    mutating func json(_ value: JSONValue) {
        let index = next()
        let code = value.serialized().withUnsafeBytes { bytes in
            csqlite_bind_text(statement, index, bytes.baseAddress, UInt64(bytes.count))
        }
        note(code)
    }

    mutating func json(_ value: JSONValue?) {
        if let value { json(value) } else { null() }
    }

    mutating func blob(_ value: [UInt8]) {
        let index = next()
        let code = value.withUnsafeBytes { bytes in
            csqlite_bind_blob(statement, index, bytes.baseAddress, UInt64(bytes.count))
        }
        note(code)
    }

    mutating func blob(_ value: [UInt8]?) {
        if let value { blob(value) } else { null() }
    }

    private mutating func next() -> Int32 {
        index += 1
        return index
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }
}
