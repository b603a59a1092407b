internal import Engine

/// A record that is one row of one table.
protocol InsertableRow {
    /// What inserts it.
    static var insertion: Insertion { get }

    /// Binds its columns; the number is its instance's.
    func bind(_ binder: inout Binder, instance number: Int64)
}

/// Rows of one table that wait for being inserted by few statements.
///
/// Most of what a statement costs is to begin and to end it: a row among sixteen takes 6,100
/// instructions where a row alone takes 10,200. Rows keep their order; what reads the table, or
/// ends the transaction, must ``flush()`` first.
final class RowGroup<Row: InsertableRow> {
    /// How many rows wait at most.
    private static var limit: Int { 64 }

    private let sizes: [Statements]
    // Unchecked because one thread alone uses it, and rows that are bound do not come back.
    @exclusivity(unchecked) private var waiting: [(row: Row, instance: Int64)] = []

    /// A statement for so many rows.
    private final class Statements {
        let rows: Int
        let statement: Statement

        init(_ connection: Connection, rows: Int) throws(StoreError) {
            self.rows = rows
            statement = try Statement(
                connection,
                Row.insertion.sql(rows: rows),
                roomBytes: Statement.usualRoomBytes * max(rows / 2, 1)
            )
        }
    }

    /// Makes the statements, prepared at first use.
    init(_ connection: Connection) throws(StoreError) {
        sizes = [
            try Statements(connection, rows: 16),
            try Statements(connection, rows: 8),
            try Statements(connection, rows: 4),
            try Statements(connection, rows: 1),
        ]
    }

    /// Adds a row, inserting those that wait when there are enough.
    func add(_ row: Row, instance number: Int64) throws(StoreError) {
        waiting.append((row, number))
        if waiting.count >= Self.limit { try flush() }
    }

    /// Inserts what waits.
    func flush() throws(StoreError) {
        guard !waiting.isEmpty else { return }
        var start = 0
        for size in sizes {
            while waiting.count - start >= size.rows {
                let rows = waiting[start..<start + size.rows]
                try size.statement.run { binder in
                    for (row, number) in rows { row.bind(&binder, instance: number) }
                }
                start += size.rows
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Forgets what waits, when its transaction is rolled back.
    func forget() { waiting.removeAll() }
}
