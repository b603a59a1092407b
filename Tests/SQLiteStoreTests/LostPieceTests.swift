import CSQLite
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A piece of a log that could not be written")
struct LostPieceTests {
    /// A file of SQLite's that keeps nothing, and takes no writes while it is full.
    private struct Usual {
        var file: sqlite3_file
        var isFull: Bool
    }

    /// A log over such a file.
    private final class Log {
        let file: UnsafeMutablePointer<sqlite3_file>
        private let methods: UnsafeMutablePointer<sqlite3_io_methods>
        private let memory: UnsafeMutableRawPointer

        init() {
            let size = GatheringLog.headBytes + MemoryLayout<Usual>.size
            memory = .allocate(byteCount: size, alignment: 16)
            memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
            file = memory.assumingMemoryBound(to: sqlite3_file.self)
            methods = .allocate(capacity: 1)
            methods.initialize(to: sqlite3_io_methods())
            methods.pointee.xWrite = { file, _, _, _ in
                file.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Usual.self) }
                    .map { $0.pointee.isFull ? SQLITE_FULL : SQLITE_OK } ?? SQLITE_MISUSE
            }
            methods.pointee.xSync = { _, _ in SQLITE_OK }
            methods.pointee.xRead = { _, _, _, _ in SQLITE_OK }
            methods.pointee.xTruncate = { _, _ in SQLITE_OK }
            methods.pointee.xClose = { _ in SQLITE_OK }
            let own = UnsafePointer(methods)
            _ = GatheringLog.open(file) { usual in
                usual.pointee.pMethods = own
                return SQLITE_OK
            }
        }

        deinit {
            _ = file.pointee.pMethods?.pointee.xClose(file)
            methods.deallocate()
            memory.deallocate()
        }

        func fill(_ isFull: Bool) {
            (memory + GatheringLog.headBytes).assumingMemoryBound(to: Usual.self).pointee.isFull =
                isFull
        }

        func write(at offset: Int64) -> Int32? {
            var page = [UInt8](repeating: 1, count: 4096)
            return file.pointee.pMethods?.pointee.xWrite(file, &page, 4096, offset)
        }

        func read() -> Int32? {
            var page = [UInt8](repeating: 0, count: 16)
            return file.pointee.pMethods?.pointee.xRead(file, &page, 16, 0)
        }

        func truncate(_ size: Int64) -> Int32? {
            file.pointee.pMethods?.pointee.xTruncate(file, size)
        }

        var synced: Int32? { file.pointee.pMethods?.pointee.xSync(file, SQLITE_SYNC_FULL) }
    }

    /// A log of which a piece at 4096 was lost in a read, and that could be written again since.
    private func log() -> Log {
        let log = Log()
        #expect(log.write(at: 4096) == SQLITE_OK)
        log.fill(true)
        #expect(log.read() == SQLITE_FULL)
        log.fill(false)
        return log
    }

    @Test("fails each sync, whatever is written behind it")
    func behind() {
        let log = log()
        #expect(log.synced == SQLITE_FULL)
        #expect(log.write(at: 8192) == SQLITE_OK)
        #expect(log.synced == SQLITE_FULL && log.synced == SQLITE_FULL)
    }

    @Test("is forgotten when its place is written again, or cut off")
    func again() {
        let written = log()
        #expect(written.write(at: 0) == SQLITE_OK)
        #expect(written.synced == SQLITE_OK)
        let cut = log()
        #expect(cut.truncate(4096) == SQLITE_OK)
        #expect(cut.synced == SQLITE_OK)
    }
}

@Suite("A database that is written", .temporaryFolder)
struct SynchronousTests {
    @Test("syncs its log before a commit is seen, which a log that gathers relies on")
    func full() throws {
        let store = try openStore()
        defer { store.close() }
        let path = TemporaryFolder.current + "/data/sotaque.sqlite"
        let connection = try Connection.open(path, for: .writing)
        #expect(try connection.integer("PRAGMA synchronous") == 2)
    }
}
