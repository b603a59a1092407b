/// The SQL that inserts rows into a table.
struct Insertion {
    private let table: String
    private let columns: [Substring]
    /// The columns by which a row that is there already is known, none if that is a mistake.
    private let key: [Substring]

    /// Names the table, the columns in the order they are bound, and those that identify a row
    /// which may be there already and is then replaced.
    init(into table: String, columns: String, orReplacing key: String = "") {
        self.table = table
        self.columns = Self.names(columns)
        self.key = Self.names(key)
    }

    /// The statement that inserts so many rows at once.
    func sql(rows: Int) -> String {
        let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
        let rows = Array(repeating: row, count: rows).joined(separator: ", ")
        let values = "INTO \(table) (\(list(columns))) VALUES \(rows)"
        // Whoever inserts gives the transaction up at a failure, so SQLite need not keep what pages
        // were like before the statement.
        guard !key.isEmpty else { return "INSERT OR ROLLBACK \(values)" }
        let others = columns.filter { !key.contains($0) }
        let changes = others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return "INSERT \(values) ON CONFLICT (\(list(key))) DO UPDATE SET \(changes)"
    }

    private func list(_ names: [Substring]) -> String { names.joined(separator: ", ") }

    private static func names(_ text: String) -> [Substring] {
        text.split { $0 == "," || $0.isWhitespace }
    }
}
