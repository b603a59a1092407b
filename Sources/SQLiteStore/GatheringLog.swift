internal import CSQLite

/// A log of SQLite's whose writes gather; it lies where SQLite wants its file, before the usual one.
struct GatheringLog {
    // The first member, as of every file of SQLite's.
    private let methods: UnsafePointer<sqlite3_io_methods>
    private let piece: UnsafeMutableRawPointer
    /// Where in the file the piece belongs, and how many bytes it has.
    private var start: Int64 = 0
    private var count = 0
    /// A piece that could not be written: where it belonged, and why; nil while there is none.
    private var lost: (offset: Int64, code: Int32)?

    /// How much room it takes before the usual file, which must be aligned as it is itself.
    static let headBytes = 64
    /// The longest piece: SQLite's own files write less than 128 KiB at once.
    private static let pieceBytes = 112 * 1024

    /// Opens the usual file and takes its place.
    static func open(
        _ file: UnsafeMutablePointer<sqlite3_file>,
        _ openUsual: (UnsafeMutablePointer<sqlite3_file>) -> Int32
    ) -> Int32 {
        // Without methods SQLite asks nothing of a file, not even to close it.
        file.pointee.pMethods = nil
        let usual = usual(file)
        usual.pointee.pMethods = nil
        let code = openUsual(usual)
        guard code == SQLITE_OK else {
            _ = usual.pointee.pMethods?.pointee.xClose?(usual)
            return code
        }
        let piece = UnsafeMutableRawPointer.allocate(byteCount: pieceBytes, alignment: 16)
        log(file).initialize(to: GatheringLog(methods: Self.methods, piece: piece))
        return SQLITE_OK
    }

    private init(
        methods: UnsafePointer<sqlite3_io_methods>,
        piece: UnsafeMutableRawPointer
    ) {
        self.methods = methods
        self.piece = piece
    }

    private static func log(
        _ file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<GatheringLog> {
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: GatheringLog.self)
    }

    private static func usual(
        _ file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<sqlite3_file> {
        (UnsafeMutableRawPointer(file) + headBytes).assumingMemoryBound(to: sqlite3_file.self)
    }
}

extension GatheringLog {
    /// Adds to the piece what lies behind it, and writes the piece first where it does not.
    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>,
        _ bytes: UnsafeRawPointer,
        _ count: Int,
        at offset: Int64
    ) -> Int32 {
        let log = log(file)
        found(file, from: offset)
        let end = log.pointee.start + Int64(log.pointee.count)
        if log.pointee.count > 0, offset != end || log.pointee.count + count > pieceBytes {
            let code = flush(file)
            guard code == SQLITE_OK else { return code }
        }
        guard count <= pieceBytes else {
            return usually(file) { $1.xWrite?($0, bytes, Int32(count), offset) }
        }
        if log.pointee.count == 0 { log.pointee.start = offset }
        (log.pointee.piece + log.pointee.count).copyMemory(from: bytes, byteCount: count)
        log.pointee.count += count
        return SQLITE_OK
    }

    /// Writes the piece; a failure is that of whatever was asked of the file, and of each sync until
    /// the place is written or cut off: what asked may have overlooked it.
    private static func flush(_ file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
        let log = log(file)
        let count = Int32(log.pointee.count)
        guard count > 0 else { return SQLITE_OK }
        log.pointee.count = 0
        let start = log.pointee.start
        let code = usually(file) { $1.xWrite?($0, log.pointee.piece, count, start) }
        if code != SQLITE_OK, start <= log.pointee.lost?.offset ?? start {
            log.pointee.lost = (start, code)
        }
        return code
    }

    /// Takes note that the file is written anew from an offset on, or ends there.
    private static func found(_ file: UnsafeMutablePointer<sqlite3_file>, from offset: Int64) {
        let log = log(file)
        if let lost = log.pointee.lost, offset <= lost.offset { log.pointee.lost = nil }
    }

    /// Makes durable what was written, all of it.
    private static func sync(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ flags: Int32
    ) -> Int32 {
        flushed(file) { usual, methods in
            file.flatMap { log($0).pointee.lost?.code } ?? methods.xSync?(usual, flags)
        }
    }

    /// Asks the usual file, once it has all that was written.
    private static func flushed(
        _ file: UnsafeMutablePointer<sqlite3_file>?,
        _ call: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32?
    ) -> Int32 {
        guard let file else { return SQLITE_MISUSE }
        let code = flush(file)
        return code == SQLITE_OK ? usually(file, call) : code
    }

    private static func usually(
        _ file: UnsafeMutablePointer<sqlite3_file>,
        _ call: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32?
    ) -> Int32 {
        let usual = usual(file)
        guard let methods = usual.pointee.pMethods else { return SQLITE_MISUSE }
        return call(usual, methods.pointee) ?? SQLITE_MISUSE
    }

    private static func close(_ file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
        let written = flush(file)
        let closed = usually(file) { $1.xClose?($0) }
        log(file).pointee.piece.deallocate()
        file.pointee.pMethods = nil
        return written == SQLITE_OK ? closed : written
    }
}

extension GatheringLog {
    // Unsafe because a pointer is not Sendable: what it points to is written once, here.
    nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_io_methods> = {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xClose = { file in file.map { GatheringLog.close($0) } ?? SQLITE_MISUSE }
        methods.xWrite = { file, bytes, count, offset in
            guard let file, let bytes, count >= 0 else { return SQLITE_MISUSE }
            return GatheringLog.write(file, bytes, Int(count), at: offset)
        }
        methods.xRead = { file, bytes, count, offset in
            GatheringLog.flushed(file) { $1.xRead?($0, bytes, count, offset) }
        }
        methods.xTruncate = { file, size in
            if let file { GatheringLog.found(file, from: size) }
            return GatheringLog.flushed(file) { $1.xTruncate?($0, size) }
        }
        methods.xSync = { file, flags in GatheringLog.sync(file, flags) }
        methods.xFileSize = { file, size in
            GatheringLog.flushed(file) { $1.xFileSize?($0, size) }
        }
        methods.xLock = { file, level in GatheringLog.flushed(file) { $1.xLock?($0, level) } }
        methods.xUnlock = { file, level in GatheringLog.flushed(file) { $1.xUnlock?($0, level) } }
        methods.xCheckReservedLock = { file, answer in
            GatheringLog.flushed(file) { $1.xCheckReservedLock?($0, answer) }
        }
        methods.xFileControl = { file, operation, argument in
            GatheringLog.flushed(file) { $1.xFileControl?($0, operation, argument) }
        }
        methods.xSectorSize = { file in
            file.map { GatheringLog.usually($0) { $1.xSectorSize?($0) } } ?? 4096
        }
        methods.xDeviceCharacteristics = { file in
            file.map { GatheringLog.usually($0) { $1.xDeviceCharacteristics?($0) } } ?? 0
        }
        let place = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        place.initialize(to: methods)
        return UnsafePointer(place)
    }()
}
