internal import CSQLite

/// Counts the pages that a connection's commits have put into the log.
final class WriteAheadLog {
    private let pages: UnsafeMutablePointer<Int32>
    /// A page and the header of its frame, by SQLite's default page size.
    static let frameBytes = 4096 + 24

    /// Listens to the connection's commits; must live as long as the connection commits.
    init(_ connection: Connection) {
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            },
            pages
        )
    }

    deinit { pages.deallocate() }

    /// The size of what was last known to be in the log.
    var bytes: Int { Int(pages.pointee) * Self.frameBytes }
}
