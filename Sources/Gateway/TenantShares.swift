internal import Canonical
internal import DialectKit
internal import Observability
internal import Synchronization

/// How many requests of each tenant wait inside at the same time, so that none takes all memory and
/// all files by waiting.
///
/// Beyond its share a tenant is refused. Requests that are being taken on other loops at that very
/// moment may still come through, so the bound is met to within the number of loops.
final class TenantShares: Sendable {
    private let limit: Int
    private let total = Atomic<Int>(0)
    private let waiting = Lock<[TenantID: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// Whether no more of that tenant's requests may begin to wait.
    func isFull(_ tenant: TenantID) -> Bool {
        // While fewer wait than one tenant may have, none has too many.
        guard total.load(ordering: .relaxed) >= limit else { return false }
        return waiting.withLock { $0[tenant, default: 0] } >= limit
    }

    /// Counts the answer's wait, if it has one, until it is over.
    func count(_ answer: Answer<HTTPResponse>, of tenant: TenantID) -> Answer<HTTPResponse> {
        guard case .later(let wait) = answer else { return answer }
        enter(tenant)
        return .later { [self] in
            let response = await wait()
            leave(tenant)
            return response
        }
    }

    private func enter(_ tenant: TenantID) {
        total.wrappingAdd(1, ordering: .relaxed)
        waiting.withLock { $0[tenant, default: 0] += 1 }
    }

    private func leave(_ tenant: TenantID) {
        total.wrappingSubtract(1, ordering: .relaxed)
        waiting.withLock { waiting in
            let left = waiting[tenant, default: 1] - 1
            waiting[tenant] = left > 0 ? left : nil
        }
    }
}
