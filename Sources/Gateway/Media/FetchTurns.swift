internal import Canonical
internal import Observability

/// Lets each tenant fetch a few files at a time; the rest waits in the order it came.
///
/// A file is in memory until it is kept, so this bounds what one tenant's slow or large files cost.
/// How many can wait is bounded by the requests that a tenant may have inside.
final class FetchTurns: Sendable {
    private struct Turns {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let turns = Lock<[TenantID: Turns]>([:])
    private let limit: Int

    init(limit: Int = 8) { self.limit = limit }

    /// Runs the body when it is the tenant's turn.
    func run<Value: Sendable>(
        for tenant: TenantID,
        _ body: () async -> Value
    ) async -> Value {
        await enter(tenant)
        defer { leave(tenant) }
        return await body()
    }

    private func enter(_ tenant: TenantID) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isMine = turns.withLock { turns in
                var own = turns[tenant] ?? Turns()
                let isMine = own.running < limit
                if isMine { own.running += 1 } else { own.waiting.append(continuation) }
                turns[tenant] = own
                return isMine
            }
            if isMine { continuation.resume() }
        }
    }

    /// Hands the turn to whoever waits longest.
    private func leave(_ tenant: TenantID) {
        let next = turns.withLock { turns -> CheckedContinuation<Void, Never>? in
            guard var own = turns[tenant] else { return nil }
            let next = own.waiting.isEmpty ? nil : own.waiting.removeFirst()
            if next == nil { own.running -= 1 }
            turns[tenant] = own.running > 0 ? own : nil
            return next
        }
        next?.resume()
    }
}
