internal import Engine
internal import Observability
internal import Synchronization

/// Whether pages may be copied from the log into the database file, and the log be begun afresh.
///
/// It is withdrawn for good when the file fails to take them: what the kernel dropped then, a later
/// sync would call safe. SQLite still counts those pages as copied, and forgets that only with the
/// last connection to the file. Until then the log, which has them, is all that is durable.
///
/// It is used by one thread at a time: SQLite refuses a second checkpoint at once, without waiting,
/// and a long log would go on growing for as long as another thread copies.
final class CheckpointPermit: Sendable {
    private let isWithdrawn = Atomic(false)
    private let isInUse = Monitor(false)
    private let fault: (@Sendable (Connection.Purpose) -> StoreError?)?
    private let log: Log

    /// Given at first; the fault is for tests.
    init(fault: (@Sendable (Connection.Purpose) -> StoreError?)?, log: Log) {
        self.fault = fault
        self.log = log
    }

    /// Whether it was not withdrawn.
    var isGiven: Bool { !isWithdrawn.load(ordering: .sequentiallyConsistent) }

    /// Refuses to go on once it was withdrawn.
    ///
    /// - Throws: an error of kind `inputOutput`, which lasts until the store is opened anew.
    func check() throws(StoreError) {
        guard isGiven else {
            throw StoreError(.inputOutput, "the database file failed to sync before; start anew")
        }
    }

    /// Runs what copies or syncs, and withdraws the permit when the file fails; nil, and nothing is
    /// run, when it is withdrawn, or in use and not to be waited for.
    ///
    /// A full disk is no such failure: what it does not take is not counted as copied.
    func use<Value>(
        for purpose: Connection.Purpose,
        waiting mustWait: Bool = true,
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        guard take(waiting: mustWait) else { return nil }
        defer { giveBack() }
        guard isGiven else { return nil }
        do throws(StoreError) {
            if let error = fault?(purpose) { throw error }
            return try body()
        } catch {
            if error.kind == .inputOutput { withdraw(after: error) }
            throw error
        }
    }

    private func take(waiting mustWait: Bool) -> Bool {
        let isTaken = isInUse.wait(atMost: mustWait ? nil : .zero) { isInUse -> Bool? in
            guard !isInUse else { return nil }
            isInUse = true
            return true
        }
        return isTaken ?? false
    }

    private func giveBack() {
        isInUse.withLock { $0 = false }
        isInUse.notify()
    }

    private func withdraw(after error: StoreError) {
        let wasWithdrawn = isWithdrawn.exchange(true, ordering: .sequentiallyConsistent)
        guard !wasWithdrawn else { return }
        let message = "the database file could not be synced; nothing is written until a new start"
        log(.error, message, ["cause": error.message])
    }
}
