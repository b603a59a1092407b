internal import CSQLite
internal import Canonical
internal import CanonicalJSON
internal import Engine
internal import Wire

/// One row of an answer, read column by column from the left; valid until the next step.
struct Row: ~Copyable {
    private let statement: OpaquePointer
    private var index: Int32 = -1

    init(_ statement: OpaquePointer) { self.statement = statement }

    mutating func int() -> Int64 { sqlite3_column_int64(statement, next()) }

    mutating func optionalInt() -> Int64? { nextIsNull() ? nil : int() }

    mutating func bool() -> Bool { int() != 0 }

    mutating func time() -> Timestamp { Timestamp(milliseconds: int()) }

    mutating func optionalTime() -> Timestamp? {
        optionalInt().map(Timestamp.init(milliseconds:))
    }

    /// The column's text; bytes that are not UTF-8 are repaired, for a damaged file may hold some.
    mutating func text() -> String { String(decoding: bytes(), as: UTF8.self) }

    mutating func optionalText() -> String? { nextIsNull() ? nil : text() }

    mutating func bytes() -> [UInt8] {
        let column = next()
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    mutating func optionalBytes() -> [UInt8]? { nextIsNull() ? nil : bytes() }

    mutating func json() throws(StoreError) -> JSONValue {
        let text = bytes()
        do throws(JSONError) {
            return try JSONReader.read(text)
        } catch {
            throw StoreError(.incompatible, "a stored JSON text is damaged: \(error.message)")
        }
    }

    mutating func optionalJSON() throws(StoreError) -> JSONValue? {
        // A bare nil would be the value `null`.
        nextIsNull() ? JSONValue?.none : try json()
    }

    mutating func value<Value: JSONRepresentable>(
        _ type: Value.Type = Value.self
    ) throws(StoreError) -> Value {
        let json = try json()
        do throws(CanonicalJSONError) {
            return try Value(json: json)
        } catch {
            throw StoreError(unreadable: error)
        }
    }

    mutating func optionalValue<Value: JSONRepresentable>(
        _ type: Value.Type = Value.self
    ) throws(StoreError) -> Value? {
        nextIsNull() ? nil : try value(type)
    }

    private mutating func next() -> Int32 {
        index += 1
        return index
    }

    /// Whether the next column is NULL, stepping over it if so.
    private mutating func nextIsNull() -> Bool {
        guard sqlite3_column_type(statement, index + 1) == SQLITE_NULL else { return false }
        index += 1
        return true
    }
}
