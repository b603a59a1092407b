internal import CSQLite
internal import CanonicalJSON
internal import Engine
internal import Glibc

extension StoreError {
    /// What SQLite said, sorted by its primary result code.
    init(sqlite code: Int32, _ detail: String, doing what: String) {
        let kind: Kind =
            switch code & 0xFF {
            case SQLITE_FULL, SQLITE_READONLY: .noSpace
            case SQLITE_IOERR, SQLITE_CANTOPEN: .inputOutput
            case SQLITE_CORRUPT, SQLITE_NOTADB: .incompatible
            default: .database
            }
        self.init(kind, code: code, "\(what): \(detail) (\(code))")
    }

    /// What the operating system said, as `errno` has it now.
    init(system what: String) {
        let number = errno
        let kind: Kind =
            switch number {
            case ENOSPC, EDQUOT, EROFS: .noSpace
            case EIO: .inputOutput
            default: .database
            }
        self.init(kind, "\(what): \(String(cString: strerror(number)))")
    }

    /// What a stored value is that cannot be read back.
    init(unreadable error: CanonicalJSONError) {
        self.init(.incompatible, "a stored value cannot be read: \(error.message)")
    }

    /// What a store says that was closed.
    static let closed = StoreError(.database, "the store is closed")
}
