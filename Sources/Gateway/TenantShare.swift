internal import Canonical
internal import Observability
internal import Synchronization

/// How many requests of each tenant wait inside, so that one of them cannot fill the gateway.
///
/// Requests that are answered at once are never counted.
final class TenantShare: Sendable {
    private let limit: Int
    private let total = Atomic<Int>(0)
    private let waiting = Lock([TenantID: Int]())

    init(limit: Int) { self.limit = limit }

    /// Whether the tenant may have another request wait.
    ///
    /// - Complexity: One atomic read while all tenants together are within one tenant's limit.
    func hasRoom(for tenant: TenantID) -> Bool {
        guard total.load(ordering: .relaxed) >= limit else { return true }
        return waiting.withLock { $0[tenant] ?? 0 } < limit
    }

    /// Counts a request that begins to wait.
    func enter(_ tenant: TenantID) {
        total.wrappingAdd(1, ordering: .relaxed)
        waiting.withLock { $0[tenant, default: 0] += 1 }
    }

    /// Counts a request that waits no longer.
    func leave(_ tenant: TenantID) {
        total.wrappingSubtract(1, ordering: .relaxed)
        waiting.withLock { waiting in
            let left = (waiting[tenant] ?? 1) - 1
            waiting[tenant] = left > 0 ? left : nil
        }
    }
}
