internal import Engine
internal import Glibc
internal import Observability

/// Makes the database of a folder that has none.
///
/// It is made beside its place and moved there whole and durable: a start that is broken off leaves no
/// half of one, and the disk is waited for twice and not at each step.
struct NewDatabase {
    let path: String
    let migration: Migration

    private var unfinished: String { path + ".new" }

    /// Makes the file, mode 0600, in the place of an empty one; what a lost database left beside it is
    /// removed, as SQLite would.
    func make() throws(StoreError) {
        let made = unfinished
        guard unlink(made) == 0 || errno == ENOENT else {
            throw StoreError(system: "removing \(made)")
        }
        try DatabaseCopy.make(made, filledBy: fill, thenPlace: moveIntoPlace)
    }

    private func fill() throws(StoreError) {
        let connection = try Connection.open(unfinished, for: .creating)
        try migration.run(on: connection, at: path)
        try connection.switchToWriteAheadLog()
    }

    private func moveIntoPlace() throws(StoreError) {
        try removeLeftovers()
        guard rename(unfinished, path) == 0 else { throw StoreError(system: "making \(path)") }
        try DatabaseCopy.syncFolder(of: path)
        migration.log(.info, "a new database was made", ["path": path])
    }

    /// Removes what another database left: its pages would be taken for this one's.
    private func removeLeftovers() throws(StoreError) {
        var removed: [String] = []
        for suffix in ["-wal", "-shm", "-journal"] {
            if unlink(path + suffix) == 0 {
                removed.append(suffix)
            } else if errno != ENOENT {
                throw StoreError(system: "removing \(path)\(suffix)")
            }
        }
        guard !removed.isEmpty else { return }
        let files = removed.map { path + $0 }.joined(separator: " ")
        migration.log(.warning, "what a lost database left was removed", ["files": files])
        try DatabaseCopy.syncFolder(of: path)
    }
}
