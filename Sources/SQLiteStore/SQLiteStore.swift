public import Canonical
public import Engine
public import Observability

/// The engine's store in one SQLite file: one writer with group commit, readers beside it.
///
/// A ticket that resolves with success has its rows on the disk: the log is synced before. A row of
/// the file holds no secret in clear: credentials are digests, and what must be shown again is
/// sealed.
public final class SQLiteStore: Store {
    /// What the store has done since it was opened.
    public let statistics = StoreStatistics()

    /// The database file.
    let databasePath: String
    private let sealer: any Sealer
    private let options: Options
    private let log: Log
    private let folder: DataFolder
    private let writer: Writer
    private let reader: Reader
    /// Answers what may take long, so that nothing that is urgent waits behind it.
    private let listReader: Reader
    private let checkpointer: Checkpointer
    private let closing = Lock(false)

    /// Opens the store of a data folder, making the folder if there is none.
    ///
    /// Throws `.incompatible` for a file that is another program's, of a newer release, or damaged
    /// as far as a start reads it; and `.database` when another process has the folder.
    public init(
        folder: String,
        sealer: any Sealer,
        options: Options = Options(),
        log: Log
    ) throws(StoreError) {
        let held = try DataFolder(folder, log: log)
        let connection = try Self.openCurrent(held, sealer, options, log)
        let permit = CheckpointPermit(fault: options.syncFault, log: log)
        let session = try WriterSession(connection, sealer: sealer, permit: permit)
        try Self.emptyLeftLog(held, session, log)
        let checkpointer = try Checkpointer(
            path: held.database,
            options: options,
            permit: permit,
            log: log
        )
        reader = try Reader(path: held.database, limit: options.maximumPendingReads)
        listReader = try Reader(path: held.database, limit: options.maximumPendingReads)
        writer = try Writer(
            session,
            path: held.database,
            sealer: sealer,
            options: options,
            statistics: statistics,
            permit: permit,
            log: log,
            onCommit: { checkpointer.note(logBytes: $0) }
        )
        self.checkpointer = checkpointer
        databasePath = held.database
        self.folder = held
        self.sealer = sealer
        self.options = options
        self.log = log
    }

    deinit { close() }

    /// Commits what waits, answers what was asked, moves the log into the file and lets go of all.
    ///
    /// Blocks meanwhile; a second call does nothing. Later transactions and reads are refused.
    public func close() {
        let wasClosed = closing.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        reader.close()
        listReader.close()
        checkpointer.close()
        writer.close()
        folder.release()
    }

    private var isUntouched: Bool {
        // What was lost may have become durable after all.
        !folder.hasDatabase && statistics.commits.value == 0 && statistics.lostBatches.value == 0
    }

    /// Whether it was closed, or is being closed.
    var isClosed: Bool { closing.withLock { $0 } }

    /// Opens the folder's database for writing, with the newest schema.
    private static func openCurrent(
        _ folder: borrowing DataFolder,
        _ sealer: any Sealer,
        _ options: Options,
        _ log: Log
    ) throws(StoreError) -> Connection {
        let migration = Migration(schema: options.schema, sealer: sealer, log: log)
        if !folder.hasDatabase {
            try NewDatabase(path: folder.database, migration: migration).make()
        }
        let connection = try Connection.open(folder.database, for: .writing)
        try migration.run(on: connection, at: folder.database)
        try connection.switchToWriteAheadLog()
        return connection
    }

    /// Copies what a process before, or a change of schema, left in the log; without room it stays there.
    private static func emptyLeftLog(
        _ folder: borrowing DataFolder,
        _ session: WriterSession,
        _ log: Log
    ) throws(StoreError) {
        guard folder.hasLog else { return }
        do throws(StoreError) {
            guard try session.emptyLeftLog() else { return }
            log(.warning, "the log of before stays", ["cause": "a reader holds it"])
        } catch {
            guard error.kind == .noSpace else { throw error }
            log(.warning, "the log of before stays", ["cause": error.message])
        }
    }
}

extension SQLiteStore {
    /// Queues a transaction; see ``Engine/Store/submit(_:)``.
    public func submit(_ changes: [Change]) -> CommitTicket { writer.submit(changes) }

    /// Whether commits succeed at present and the queue has room; see ``Engine/Store/isWritable``.
    public var isWritable: Bool { writer.isWritable }
}

extension SQLiteStore {
    /// Everything the engine keeps in memory, as it was last committed.
    ///
    /// Runs on the caller's thread, on a connection of its own; of a file that was made just now, and to
    /// which nothing was committed or lost since, there is nothing to read.
    public func load() throws(StoreError) -> StoredState {
        guard !isClosed else { throw .closed }
        if isUntouched { return StoredState() }
        return try StateLoader(path: databasePath, sealer: sealer, now: options.clock()).load()
    }

    /// One message in an instance's view, nil when there is none.
    public func message(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> Message? {
        try await ask { session throws(StoreError) in try session.message(id, of: instance) }
    }

    /// The events of an instance after a number, oldest first; 10,000 at most.
    public func events(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [Event] {
        let page = Page(instance: instance, after: sequence, limit: limit)
        return try await ask { session throws(StoreError) in try session.events(page) }
    }

    /// The journal of an instance after a number, oldest first; 10,000 rows at most.
    public func commands(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [CommandRecord] {
        let page = Page(instance: instance, after: sequence, limit: limit)
        return try await ask { session throws(StoreError) in try session.commands(page) }
    }

    /// Asks a reader, and counts the answer; what lists much is asked of the one that may be slow.
    func ask<Value: Sendable>(
        forList isForList: Bool = false,
        _ question: @escaping @Sendable (ReaderSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let reader = isForList ? listReader : reader
        let answer = try await reader.ask(question)
        statistics.reads.add()
        return answer
    }
}
