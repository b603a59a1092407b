internal import Engine

/// How a file's tables, indexes and views differ from those of this release.
enum SchemaFindings {
    /// One line for each that is missing or has another text; what is there besides is nobody's fault.
    static func all(in connection: Connection) throws(StoreError) -> [String] {
        guard let whole = Schema.current.whole else { return [] }
        let model = try Connection.open(":memory:", for: .creating)
        try model.execute(whole)
        let found = try definitions(in: connection)
        return try definitions(in: model).sorted { $0.key < $1.key }.compactMap { name, text in
            guard let other = found[name] else { return "\(name) is missing" }
            return other == text ? nil : "\(name) is not as this release makes it"
        }
    }

    /// The texts by kind and name, without what ALTER TABLE writes in its own way.
    static func definitions(in connection: Connection) throws(StoreError) -> [String: String] {
        let rows = try Statement(
            connection,
            "SELECT type, name, ifnull(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
        ).all { row throws(StoreError) in
            (row.text() + " " + row.text(), row.text().filter { !$0.isWhitespace && $0 != "\"" })
        }
        return Dictionary(rows) { $1 }
    }
}
