internal import Engine
internal import Glibc

/// Writes a compact copy of everything that was committed into a new file.
enum DatabaseCopy {
    /// Makes the copy durable, mode 0600; a file that exists is refused and left alone.
    static func write(
        _ connection: Connection,
        to path: String
    ) throws(StoreError) {
        try make(path) { () throws(StoreError) in
            try copy(connection, to: path)
        } thenPlace: { () throws(StoreError) in
            try syncFolder(of: path)
        }
    }

    /// Makes a file, mode 0600, that is there whole and synced before it is placed; a failure removes
    /// it.
    static func make(
        _ path: String,
        filledBy fill: () throws(StoreError) -> Void,
        thenPlace place: () throws(StoreError) -> Void
    ) throws(StoreError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError(system: "creating \(path)") }
        defer { close(descriptor) }
        do throws(StoreError) {
            try fill()
            guard fsync(descriptor) == 0 else { throw StoreError(system: "syncing \(path)") }
            try place()
        } catch {
            for suffix in ["", "-journal"] { unlink(path + suffix) }
            throw error
        }
    }

    private static func copy(_ connection: Connection, to path: String) throws(StoreError) {
        do throws(StoreError) {
            try Statement(connection, "VACUUM INTO ?1").run { $0.text(path) }
        } catch {
            let what = "copying the database to \(path), which takes as much room again"
            throw StoreError(error.kind, code: error.code, "\(what): \(error.message)")
        }
    }

    /// Makes a new name in a folder durable.
    static func syncFolder(of path: String) throws(StoreError) {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = name.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(system: "opening \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(system: "syncing \(folder)") }
    }
}
