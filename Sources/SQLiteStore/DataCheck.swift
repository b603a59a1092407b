public import Engine
internal import Glibc

/// Looks for what should never be in a data folder: the work of `sotaque check-data`.
public enum DataCheck {
    /// What was found, one line each; nothing when all is well.
    ///
    /// Only reads, also while a server runs on the folder: its unfinished commands are then listed
    /// as it stands. Throws when there is no database file that could be looked at.
    public static func run(folder: String) throws(StoreError) -> [String] {
        let path = "\(folder)/\(DataFolder.databaseName)"
        guard access(path, R_OK) == 0 else { throw StoreError(system: "reading \(path)") }
        return modes(folder) + contents(path)
    }

    private static func contents(_ path: String) -> [String] {
        do throws(StoreError) {
            let connection = try Connection.open(path, for: .reading)
            let header = try schema(connection)
            guard header.isEmpty else { return header }
            let tables = try SchemaFindings.all(in: connection)
            guard tables.isEmpty else { return tables }
            return try DatabaseFindings(connection).all()
        } catch {
            return ["the database cannot be read: \(error.message)"]
        }
    }

    private static func schema(_ connection: Connection) throws(StoreError) -> [String] {
        guard try connection.integer("PRAGMA application_id") == Schema.applicationID else {
            return ["the database is another program's"]
        }
        let version = try connection.integer("PRAGMA user_version") ?? 0
        let known = Schema.current.version
        guard version != known else { return [] }
        return ["the schema has version \(version), this release has \(known)"]
    }

    /// The folder and the store's files must be reachable by their owner alone.
    private static func modes(_ folder: String) -> [String] {
        let database = DataFolder.databaseName
        let files = [database, "\(database)-wal", "\(database)-shm", DataFolder.lockName]
        var findings: [String] = []
        for path in [folder] + files.map({ "\(folder)/\($0)" }) {
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
            let mode = String(status.st_mode & 0o777, radix: 8)
            findings.append("\(path) has mode \(mode): others than its owner can reach it")
        }
        return findings
    }
}
