internal import Canonical
internal import Observability

extension Line {
    /// Waits for the gap between two sends of the instance; to be called before ``enter(_:_:)``.
    func pace(_ instance: InstanceID, gap: Int) async throws(Ending) {
        guard gap > 0 else { return }
        let longest = options.waitMilliseconds
        let wait = state.withLock {
            $0.pace.reserve(instance, gap: gap, at: clock.now(), longest: longest)
        }
        guard let wait else { throw Self.crowded }
        try await sleep(wait)
    }

    /// Waits for what is missing of the gap after the turn came.
    func paceInTurn(_ instance: InstanceID, gap: Int) async throws(Ending) {
        guard gap > 0 else { return }
        try await sleep(
            state.withLock { $0.pace.start(instance, gap: gap, at: clock.now()) }
        )
    }

    /// Waits for the instance's turn, which must be given back with ``leave(_:)``.
    func enter(_ instance: InstanceID, limit: Int) async throws(Ending) {
        let limit = max(1, limit)
        let runs = state.withLock { state in
            state.figures.calls += 1
            state.budget.earn()
            return state.turns.enterNow(instance, limit: limit)
        }
        guard !runs else { return }
        try await queue(instance, limit)
    }

    /// Gives a turn back.
    func leave(_ instance: InstanceID) {
        let started = state.withLock { state in
            state.turns.leave(instance).compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in started { waiter.resume(returning: true) }
    }

    private func queue(_ instance: InstanceID, _ limit: Int) async throws(Ending) {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        let alarm = Task { [self] in
            guard (try? await clock.sleep(options.waitMilliseconds)) != nil else { return }
            withdraw(instance, ticket)
        }
        let runs = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                wait(instance, limit, ticket, waiter)
            }
        } onCancel: {
            withdraw(instance, ticket)
        }
        alarm.cancel()
        guard runs else { throw Self.crowded }
    }

    private func wait(
        _ instance: InstanceID,
        _ limit: Int,
        _ ticket: Int,
        _ waiter: CheckedContinuation<Bool, Never>
    ) {
        // Whoever is cancelled from here on is withdrawn by the handler, which waits for the lock.
        let isCancelled = { Task.isCancelled }
        let runs: Bool? = state.withLock { state in
            guard !isCancelled() else { return false }
            switch state.turns.enter(instance, limit: limit, ticket: ticket) {
            case .runs: return true
            case .refused: return false
            case .waits:
                state.waiters[ticket] = waiter
                return nil
            }
        }
        if let runs { waiter.resume(returning: runs) }
    }

    private func withdraw(_ instance: InstanceID, _ ticket: Int) {
        let waiter = state.withLock { state in
            state.turns.withdraw(instance, ticket: ticket)
                ? state.waiters.removeValue(forKey: ticket) : nil
        }
        waiter?.resume(returning: false)
    }

    private func sleep(_ milliseconds: Int) async throws(Ending) {
        guard milliseconds > 0 else { return }
        do throws(CancellationError) { try await clock.sleep(milliseconds) } catch {
            throw Ending(.neverReached, Fault.cancelled.failure, cause: Fault.cancelled.name)
        }
    }

    private static let crowded = Ending(
        notBegun: "Too many calls wait for the upstream",
        cause: "crowded",
        retryAfterSeconds: 1
    )
}
