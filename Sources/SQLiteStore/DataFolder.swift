internal import Engine
internal import Glibc
internal import Observability

/// The folder with the store's files, held by one process at a time.
///
/// The lock belongs to the open file and falls with it, so a crash leaves none behind.
struct DataFolder: ~Copyable {
    /// The name of the database file.
    static let databaseName = "sotaque.sqlite"
    /// The name of the file that is locked.
    static let lockName = "sotaque.lock"

    /// The database file's path.
    let database: String
    /// Whether the file was there when the folder was taken, with something in it.
    let hasDatabase: Bool
    private let lock: Int32

    /// Makes the folder with mode 0700, gives its files 0600, and takes the lock.
    ///
    /// A folder that exists keeps its mode, for it may be one that others need; the log has a
    /// warning when others can read it.
    init(_ folder: String, log: Log) throws(StoreError) {
        try Self.make(folder, log)
        let database = "\(folder)/\(Self.databaseName)"
        let lock = try Self.lock(folder)
        do throws(StoreError) {
            hasDatabase = try Self.hasDatabase(database)
        } catch {
            close(lock)
            throw error
        }
        self.database = database
        self.lock = lock
    }

    deinit { close(lock) }

    /// Whether the log beside the file has something, of a process before or of a change of schema.
    var hasLog: Bool {
        var status = stat()
        return stat("\(database)-wal", &status) == 0 && status.st_size > 0
    }

    /// Lets another process have the folder.
    func release() { _ = flock(lock, LOCK_UN) }

    private static func make(_ folder: String, _ log: Log) throws(StoreError) {
        guard mkdir(folder, 0o700) != 0 else { return }
        guard errno == EEXIST else { throw StoreError(system: "making the data folder \(folder)") }
        var status = stat()
        guard stat(folder, &status) == 0 else { throw StoreError(system: "looking at \(folder)") }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw StoreError(.database, "the data folder \(folder) is not a folder")
        }
        if status.st_mode & 0o077 != 0 {
            log(.warning, "others than the owner can reach the data folder", ["folder": folder])
        }
    }

    private static func lock(_ folder: String) throws(StoreError) -> Int32 {
        let descriptor = try file("\(folder)/\(lockName)")
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return descriptor }
        let number = errno
        close(descriptor)
        guard number == EWOULDBLOCK else {
            errno = number
            throw StoreError(system: "locking the data folder \(folder)")
        }
        throw StoreError(.database, "the data folder \(folder) is in use by another process")
    }

    private static func hasDatabase(_ path: String) throws(StoreError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw StoreError(system: "looking at \(path)") }
            return false
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.incompatible, "\(path) is no regular file")
        }
        close(try file(path, flags: 0))
        return status.st_size > 0
    }

    /// Opens a file of the folder, made if the flags say so, that only its owner can reach.
    private static func file(_ path: String, flags: Int32 = O_CREAT) throws(StoreError) -> Int32 {
        let descriptor = open(path, flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StoreError(system: "opening \(path)") }
        guard fchmod(descriptor, 0o600) == 0 else {
            let error = StoreError(system: "setting the mode of \(path)")
            close(descriptor)
            throw error
        }
        return descriptor
    }
}
