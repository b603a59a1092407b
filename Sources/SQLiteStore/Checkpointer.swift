internal import CSQLite
internal import Engine
internal import Observability

/// Copies committed pages into the database file beside the writer, which never waits for it.
///
/// It works once an interval, or sooner when the log grows fast, and sleeps while nothing is
/// committed.
final class Checkpointer: Sendable {
    private struct Work {
        var isClosed = false
        /// Whether something was committed since the last pass began.
        var isDue = false
        /// How long the log is, and how long it was when the last pass began.
        var logBytes = 0
        var copiedBytes = 0
        let strideBytes: Int

        /// Whether the log has grown so much that the next pass should not wait for its time.
        var isUrgent: Bool { logBytes - copiedBytes > strideBytes }

        mutating func begin() {
            isDue = false
            copiedBytes = logBytes
        }

        mutating func note(_ bytes: Int) -> Bool {
            let isNews = !isDue
            let wasUrgent = isUrgent
            isDue = true
            // A log that was begun afresh has nothing copied.
            if bytes < logBytes { copiedBytes = 0 }
            logBytes = bytes
            return isNews || (isUrgent && !wasUrgent)
        }
    }

    private let work: Monitor<Work>
    private let thread: Thread

    /// Starts the thread, which looks at the file once there is something to copy.
    init(path: String, options: SQLiteStore.Options, log: Log) throws(StoreError) {
        let work = Monitor(Work(strideBytes: options.writeAheadLimitBytes / 4))
        let interval = options.checkpointInterval
        let thread = try? Thread(name: "store-copier") {
            Self.run(work, path: path, interval: interval, log: log)
        }
        guard let thread else { throw StoreError(.database, "no thread for the checkpoints") }
        self.work = work
        self.thread = thread
    }

    deinit { close() }

    /// Notes that something was committed, and how long the log is now.
    func note(logBytes: Int) {
        if work.withLock({ $0.note(logBytes) }) { work.notify() }
    }

    /// Ends the thread.
    func close() {
        work.withLock { $0.isClosed = true }
        work.notify()
        thread.join()
    }

    private static func run(_ work: Monitor<Work>, path: String, interval: Duration, log: Log) {
        while waitForWork(work, interval) {
            do throws(StoreError) {
                // A connection of its own each time: one that has seen a disk fail is not used
                // again, and opening costs little at this pace.
                let connection = try Connection.open(path, for: .checkpointing)
                try connection.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
            } catch {
                log(.warning, "pages were not copied from the log", ["cause": error.message])
            }
        }
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
