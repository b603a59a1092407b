internal import Canonical
internal import Observability

/// Tasks that wait for a moment of the world's clock.
final class Sleepers: Sendable {
    private struct Sleeper {
        let due: Timestamp
        let continuation: CheckedContinuation<Void, Never>
    }

    private let waiting = Lock<[Sleeper]>([])

    /// Waits until the moment has come; bounded by the callers' own bounds on delays.
    func sleep(until due: Timestamp) async {
        await withCheckedContinuation { continuation in
            waiting.withLock { $0.append(Sleeper(due: due, continuation: continuation)) }
        }
    }

    /// Wakes whoever is due.
    func wake(_ now: Timestamp) {
        let due = waiting.withLock { waiting in
            let due = waiting.filter { $0.due <= now }
            if !due.isEmpty { waiting.removeAll { $0.due <= now } }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}
