internal import CSQLite
internal import Glibc

/// SQLite's files, with one difference: what is written to a log goes to the kernel in one piece.
///
/// SQLite writes each page of a commit with two calls, of which the second crosses a page of the
/// kernel's cache; a commit of 31 sends took 46 of them. Here a log's writes that lie behind each
/// other gather in memory until something else is asked of the file. With `synchronous=FULL` that is
/// the sync before a commit becomes visible, so a write that fails fails the commit, as it did.
enum GatheringFiles {
    /// The name to open databases with, nil when SQLite does not take it: files are as usual then.
    static let name: String? = register() ? "sotaque" : nil

    private static func register() -> Bool {
        guard let usual = sqlite3_vfs_find(nil), let name = strdup("sotaque") else { return false }
        let files = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        files.initialize(to: usual.pointee)
        files.pointee.pNext = nil
        files.pointee.zName = UnsafePointer(name)
        files.pointee.szOsFile += Int32(GatheringLog.headBytes)
        files.pointee.xOpen = { _, path, file, flags, outFlags in
            guard let usual = sqlite3_vfs_find(nil), let open = usual.pointee.xOpen, let file else {
                return SQLITE_CANTOPEN
            }
            guard flags & SQLITE_OPEN_WAL != 0 else {
                return open(usual, path, file, flags, outFlags)
            }
            return GatheringLog.open(file) { open(usual, path, $0, flags, outFlags) }
        }
        // Both live as long as the program: SQLite keeps them.
        return sqlite3_vfs_register(files, 0) == SQLITE_OK
    }
}
