internal import Canonical
internal import Observability
internal import Synchronization

/// What the commands of requests lost on their way over a network, until the answer tells it.
///
/// The oldest requests are forgotten when there are too many. Where no command went over a network
/// asking costs one look at a number.
final class LossTable: Sendable {
    private static let limit = 4096

    private let isUsed = Atomic<Bool>(false)
    private let kept = Lock(RecentBook<String, [Loss]>(limit: LossTable.limit))

    /// Notes what a command of a request lost.
    func note(_ losses: [Loss], of request: String) {
        guard !losses.isEmpty, !request.isEmpty else { return }
        isUsed.store(true, ordering: .releasing)
        kept.withLock { kept in
            let known = kept[request] ?? []
            kept[request] = known + losses.filter { !known.contains($0) }
        }
    }

    /// Gives what a request lost, once.
    func take(_ request: String) -> [Loss] {
        guard isUsed.load(ordering: .acquiring) else { return [] }
        return kept.withLock { kept in
            defer { kept[request] = nil }
            return kept[request] ?? []
        }
    }
}
