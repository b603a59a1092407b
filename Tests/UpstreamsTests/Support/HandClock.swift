import Observability

@testable import Upstreams

/// A clock that a test moves.
final class HandClock: Sendable {
    private struct Sleeper {
        let due: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now = 1_000_000
        var names = 0
        var sleepers: [Int: Sleeper] = [:]
        var slept: [Int] = []
    }

    private let state = Lock(State())

    var clock: UpstreamClock {
        UpstreamClock(
            now: { self.now },
            sleep: { (milliseconds) async throws(CancellationError) in
                try await self.sleep(milliseconds)
            }
        )
    }

    var now: Int { state.withLock { $0.now } }
    /// Every sleep that was asked for so far, in milliseconds.
    var slept: [Int] { state.withLock { $0.slept } }
    var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// Moves the clock and wakes whoever's time has come.
    func advance(_ milliseconds: Int) {
        let due = state.withLock { state in
            state.now += milliseconds
            let due = state.sleepers.filter { $0.value.due <= state.now }
            for name in due.keys { state.sleepers[name] = nil }
            return due.values.map(\.continuation)
        }
        for one in due { one.resume(returning: true) }
    }

    private func sleep(_ milliseconds: Int) async throws(CancellationError) {
        let name = state.withLock { state in
            state.names += 1
            state.slept.append(milliseconds)
            return state.names
        }
        let isRested = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    guard milliseconds > 0 else { return true }
                    state.sleepers[name] = Sleeper(
                        due: state.now + milliseconds,
                        continuation: continuation
                    )
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: name) }?.continuation
                .resume(returning: false)
        }
        guard isRested else { throw CancellationError() }
    }
}
