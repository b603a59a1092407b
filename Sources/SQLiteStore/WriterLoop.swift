internal import Engine
internal import Glibc
internal import Observability

/// What the writer's thread does until it is closed.
struct WriterLoop: ~Copyable {
    private enum Step {
        case commit(WriteQueue.Batch)
        case probe
        case stop
    }

    let queue: Monitor<WriteQueue>
    let options: SQLiteStore.Options
    let statistics: StoreStatistics
    let log: Log
    let open: @Sendable () throws(StoreError) -> WriterSession
    /// Told how many bytes the log has after each commit; says whether the little that is left to copy
    /// of it should be copied now.
    let onCommit: @Sendable (Int) -> Bool
    /// Nil when the connection must be opened anew, after the disk failed under it.
    private var session: WriterSession?
    private var limit: LogLimit

    init(
        _ session: WriterSession?,
        queue: Monitor<WriteQueue>,
        options: SQLiteStore.Options,
        statistics: StoreStatistics,
        log: Log,
        open: @escaping @Sendable () throws(StoreError) -> WriterSession,
        onCommit: @escaping @Sendable (Int) -> Bool
    ) {
        self.session = session
        self.queue = queue
        self.options = options
        self.statistics = statistics
        self.log = log
        self.open = open
        self.onCommit = onCommit
        limit = LogLimit(bytes: options.writeAheadLimitBytes)
    }

    /// Commits batch after batch until the queue is closed and empty.
    mutating func run() {
        while true {
            switch next() {
            case .commit(let batch):
                commit(batch)
                // Who waited for this commit answers now, and brings what the next one is made of: where
                // they share the processor, a batch would else be what came during one sync.
                sched_yield()
            case .probe: probe()
            case .stop:
                finish()
                return
            }
        }
    }

    /// Waits for something to do; a store that cannot write looks again at each interval.
    private func next() -> Step {
        let isRefusing = queue.withLock { $0.isRefusing }
        let step = queue.wait(atMost: isRefusing ? options.probeInterval : nil) { queue in
            if let batch = queue.take() { return Step.commit(batch) }
            return queue.phase == .closed ? .stop : nil
        }
        return step ?? .probe
    }

    private mutating func commit(_ batch: WriteQueue.Batch) {
        do throws(StoreError) {
            try perform(batch)
            queue.withLock { $0.finish() }
            statistics.note(batch)
            batch.ticket.resolve(.success(()))
            endLogIfLong(isNearEnd: onCommit(session?.logBytes ?? 0))
        } catch {
            lose(batch, error)
        }
    }

    private mutating func perform(_ batch: WriteQueue.Batch) throws(StoreError) {
        let session = try readySession()
        do throws(StoreError) {
            try session.perform(batch.transactions, fault: options.commitFault)
        } catch {
            // A failed write or fsync leaves a connection nobody can trust: what the kernel dropped, a
            // second fsync would call safe; and the log remembers a piece that found no room.
            self.session = nil
            throw error
        }
    }

    private mutating func readySession() throws(StoreError) -> WriterSession {
        let session: WriterSession
        if let open = self.session { session = open } else { session = try open() }
        self.session = session
        try session.limitPages(to: options.pageLimit?())
        return session
    }

    private func lose(_ batch: WriteQueue.Batch, _ error: StoreError) {
        let stranded = queue.withLock { $0.refuse(error) }
        statistics.lostBatches.add()
        log(.error, "a commit was lost; the store refuses writes", ["cause": error.message])
        batch.ticket.resolve(.failure(error))
        stranded?.resolve(.failure(error))
    }

    private mutating func probe() {
        do throws(StoreError) {
            try tryToWrite()
        } catch {
            log(.debug, "the store still cannot write", ["cause": error.message])
            return
        }
        do throws(StoreError) {
            try options.onRecovered()
        } catch {
            log(.debug, "the store's state cannot be read anew", ["cause": error.message])
            return
        }
        log(.info, "the store can write again")
        queue.withLock { $0.accept() }
    }

    private mutating func tryToWrite() throws(StoreError) {
        let session = try readySession()
        do throws(StoreError) {
            try session.probe()
        } catch {
            self.session = nil
            throw error
        }
    }

    private mutating func endLogIfLong(isNearEnd: Bool) {
        guard let session else { return }
        let bytes = session.logBytes
        do throws(StoreError) {
            if limit.isReached(by: bytes) {
                guard try session.restartLog() else { return }
                log(.warning, "a reader holds the log, which grows", ["bytes": "\(bytes)"])
            } else if isNearEnd {
                try session.copyRest()
            }
        } catch {
            // What was committed stays in the log; the next commit shows whether the disk works.
            log(.error, "the log could not be moved into the file", ["cause": error.message])
            self.session = nil
        }
    }

    private mutating func finish() {
        do throws(StoreError) {
            try session?.endLog()
        } catch {
            log(.warning, "the log stays beside the file", ["cause": error.message])
        }
        session = nil
    }
}
