internal import CSQLite
internal import Engine
internal import Observability

/// Copies committed pages into the database file beside the writer, which never waits for it.
///
/// It sleeps while nothing is committed.
final class Checkpointer: Sendable {
    private struct Work {
        var isDue = false
        var isClosed = false
    }

    private let work: Monitor<Work>
    private let thread: WorkerThread

    init(path: String, interval: Duration, log: Log) throws(StoreError) {
        let work = Monitor(Work())
        let thread = WorkerThread {
            Self.run(work, path: path, interval: interval, log: log)
        }
        guard let thread else { throw StoreError(.database, "no thread for the checkpoints") }
        self.work = work
        self.thread = thread
    }

    /// Notes that the log has grown.
    func note() {
        let isNews = work.withLock { work in
            defer { work.isDue = true }
            return !work.isDue
        }
        if isNews { work.notify() }
    }

    deinit { close() }

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
                try Connection.open(path, for: .checkpointing).checkpoint(
                    SQLITE_CHECKPOINT_PASSIVE
                )
            } catch {
                log(.warning, "pages were not copied from the log", ["cause": error.message])
            }
        }
    }

    /// Waits until there is something to copy and the interval is over; false at the end.
    private static func waitForWork(_ work: Monitor<Work>, _ interval: Duration) -> Bool {
        let hasWork = work.wait { work -> Bool? in
            if work.isClosed { return false }
            return work.isDue ? true : nil
        }
        guard hasWork == true else { return false }
        let isOver = work.wait(atMost: interval) { $0.isClosed ? true : nil }
        work.withLock { $0.isDue = false }
        return isOver == nil
    }
}
