internal import Engine
internal import Observability

/// Answers questions on a read-only connection of its own, one after the other.
final class Reader: Sendable {
    /// A question; it answers its asker itself, with the failure if there is one.
    private typealias Job = @Sendable (Result<ReaderSession, StoreError>) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var taken = 0
        var isClosed = false
    }

    private let queue: Monitor<Queue>
    private let limit: Int
    private let thread: Thread

    init(path: String, limit: Int) throws(StoreError) {
        let queue = Monitor(Queue())
        let thread = try? Thread(name: "store-reader") { Self.run(queue, path) }
        guard let thread else { throw StoreError(.database, "no thread for the reads") }
        self.queue = queue
        self.limit = limit
        self.thread = thread
    }

    /// Asks on the reader's thread and comes back to the caller's executor with the answer.
    ///
    /// - Throws: `.overloaded` when too many wait, or what the database said.
    func ask<Value: Sendable>(
        _ question: @escaping @Sendable (ReaderSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let answer = await withCheckedContinuation { continuation in
            let refusal = enqueue { session in
                continuation.resume(returning: Self.answer(question, session))
            }
            if let refusal {
                continuation.resume(returning: Result<Value, StoreError>.failure(refusal))
            }
        }
        return try answer.get()
    }

    deinit { close() }

    /// Answers what was asked and ends the thread.
    func close() {
        queue.withLock { $0.isClosed = true }
        queue.notify()
        thread.join()
    }

    private func enqueue(_ job: @escaping Job) -> StoreError? {
        let refusal = queue.withLock { queue -> StoreError? in
            if queue.isClosed { return .closed }
            guard queue.jobs.count + queue.taken < limit else {
                return StoreError(.overloaded, "the read queue is full")
            }
            queue.jobs.append(job)
            return nil
        }
        if refusal == nil { queue.notify() }
        return refusal
    }

    private static func answer<Value>(
        _ question: (ReaderSession) throws(StoreError) -> Value,
        _ session: Result<ReaderSession, StoreError>
    ) -> Result<Value, StoreError> {
        do throws(StoreError) {
            return .success(try question(try session.get()))
        } catch {
            return .failure(error)
        }
    }

    private static func run(_ queue: Monitor<Queue>, _ path: String) {
        var session: ReaderSession?
        while let jobs = take(from: queue) {
            for job in jobs {
                do throws(StoreError) {
                    let ready: ReaderSession
                    if let session {
                        ready = session
                    } else {
                        ready = try ReaderSession(Connection.open(path, for: .reading))
                    }
                    session = ready
                    job(.success(ready))
                    if ready.hasFailed { session = nil }
                } catch {
                    job(.failure(error))
                }
            }
            queue.withLock { $0.taken = 0 }
        }
    }

    private static func take(from queue: Monitor<Queue>) -> [Job]? {
        queue.wait { queue -> [Job]?? in
            guard queue.jobs.isEmpty else {
                defer { queue.jobs = [] }
                queue.taken = queue.jobs.count
                return queue.jobs
            }
            return queue.isClosed ? .some(nil) : nil
        } ?? nil
    }
}
