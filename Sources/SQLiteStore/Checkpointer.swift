internal import Engine
internal import Observability

/// Copies committed pages into the database file beside the writer, which never waits for it.
///
/// It works once an interval, or sooner when the log grows fast, and sleeps while nothing is
/// committed. When it has copied a log that is long, it has the writer copy the little that came
/// meanwhile, between two commits: then the next commit begins the log afresh. It ends when the
/// permit is withdrawn.
final class Checkpointer: Sendable {
    private struct Work {
        var isClosed = false
        /// Whether something was committed since the last pass began.
        var isDue = false
        /// How long the log is, and how long it was when the last pass began.
        var logBytes = 0
        var copiedBytes = 0
        /// Whether a long log was copied and the writer was not told yet.
        var isNearEnd = false
        let boundBytes: Int

        /// Whether the log has grown so much that the next pass should not wait for its time.
        var isUrgent: Bool { logBytes - copiedBytes > boundBytes }

        mutating func begin() {
            isDue = false
            copiedBytes = logBytes
        }

        mutating func note(_ bytes: Int) -> Bool {
            let isNews = !isDue
            let wasUrgent = isUrgent
            isDue = true
            if bytes < logBytes {
                // A log that was begun afresh has nothing copied.
                copiedBytes = 0
                isNearEnd = false
            }
            logBytes = bytes
            return isNews || (isUrgent && !wasUrgent)
        }

        mutating func takeNearEnd() -> Bool {
            defer { isNearEnd = false }
            return isNearEnd
        }
    }

    private let work: Monitor<Work>
    private let thread: Thread

    /// Starts the thread, which looks at the file once there is something to copy.
    init(
        path: String,
        options: SQLiteStore.Options,
        permit: CheckpointPermit,
        log: Log
    ) throws(StoreError) {
        let work = Monitor(Work(boundBytes: options.writeAheadBoundBytes))
        let interval = options.checkpointInterval
        let thread = try? Thread(name: "store-copier") {
            Self.run(work, path: path, interval: interval, permit: permit, log: log)
        }
        guard let thread else { throw StoreError(.database, "no thread for the checkpoints") }
        self.work = work
        self.thread = thread
    }

    deinit { close() }

    /// Notes that something was committed, and how long the log is now; says whether the caller should
    /// copy the rest of it before it commits again.
    func note(logBytes: Int) -> Bool {
        let (isNews, isNearEnd) = work.withLock { work in
            (work.note(logBytes), work.takeNearEnd())
        }
        if isNews { work.notify() }
        return isNearEnd
    }

    /// Ends the thread.
    func close() {
        work.withLock { $0.isClosed = true }
        work.notify()
        thread.join()
    }

    private static func run(
        _ work: Monitor<Work>,
        path: String,
        interval: Duration,
        permit: CheckpointPermit,
        log: Log
    ) {
        let bound = work.withLock { $0.boundBytes }
        var copier: Copier?
        while permit.isGiven, waitForWork(work, interval) {
            do throws(StoreError) {
                let usable = try opened(copier, path: path, permit: permit)
                copier = usable
                let isNearEnd = try usable.pass(bound: bound)
                work.withLock { $0.isNearEnd = isNearEnd }
            } catch {
                copier = nil
                log(.warning, "pages were not copied from the log", ["cause": error.message])
            }
        }
    }

    private static func opened(
        _ copier: Copier?,
        path: String,
        permit: CheckpointPermit
    ) throws(StoreError) -> Copier {
        if let copier { return copier }
        return try Copier(path: path, permit: permit)
    }

    /// Waits until there is something to copy and its time has come; false at the end.
    private static func waitForWork(_ work: Monitor<Work>, _ interval: Duration) -> Bool {
        let hasWork = work.wait { work -> Bool? in
            if work.isClosed { return false }
            return work.isDue ? true : nil
        }
        guard hasWork == true else { return false }
        let isOver = work.wait(atMost: interval) { work -> Bool? in
            if work.isClosed { return true }
            return work.isUrgent ? false : nil
        }
        work.withLock { $0.begin() }
        return isOver != true
    }
}
