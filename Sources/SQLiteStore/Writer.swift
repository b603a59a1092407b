internal import Engine
internal import Glibc
internal import Observability

/// The one writer: takes all that waits, commits it as one transaction, and tells those who wait.
///
/// There is no wait for more to come: while one batch goes to the disk, the next one gathers. What a
/// thread that works in turns submits can be taken at the turn's end, so that what came together is
/// committed together.
final class Writer: Sendable {
    private let queue: Monitor<WriteQueue>
    private let thread: Thread

    /// Starts the thread with a session on a file that is ready; later ones are opened by the path.
    init(
        _ session: sending WriterSession,
        path: String,
        sealer: any Sealer,
        options: SQLiteStore.Options,
        statistics: StoreStatistics,
        permit: CheckpointPermit,
        log: Log,
        onCommit: @escaping @Sendable (Int) -> Bool
    ) throws(StoreError) {
        let queue = Monitor(WriteQueue(maximumPendingChanges: options.maximumPendingChanges))
        let open: @Sendable () throws(StoreError) -> WriterSession = { () throws(StoreError) in
            // All at once, for what is wrong with the file must be known before it is written again.
            let connection = try Connection.open(path, for: .writing, preparesAtOnce: true)
            return try WriterSession(connection, sealer: sealer, permit: permit)
        }
        let first = Lock<WriterSession?>(session)
        let thread = try? Thread(name: "store-writer") {
            var loop = WriterLoop(
                first.withLock { $0.take() },
                queue: queue,
                options: options,
                statistics: statistics,
                log: log,
                open: open,
                onCommit: onCommit
            )
            loop.run()
        }
        guard let thread else { throw StoreError(.database, "no thread for the writer") }
        self.queue = queue
        self.thread = thread
    }

    /// Queues a transaction.
    func submit(_ changes: [Change]) -> CommitTicket {
        let isFromWriter = thread.isCurrent
        let (ticket, mustRelease) = queue.withLock {
            $0.append(changes, from: UInt(pthread_self()), isFromWriter: isFromWriter)
        }
        if mustRelease {
            TurnEnd.perform { [queue] in
                queue.withLock { $0.release() }
                queue.notify()
            }
        }
        return ticket
    }

    /// Whether transactions are accepted, and will be a while.
    var isWritable: Bool { queue.withLock { $0.hasRoom } }

    deinit { close() }

    /// Commits what waits, moves the log into the file and ends the thread.
    func close() {
        queue.withLock { $0.close() }
        queue.notify()
        thread.join()
    }
}
