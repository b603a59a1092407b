internal import Canonical
internal import Glibc
internal import Observability

/// Those who wait until something happens to an instance, or until their time is over.
///
/// Time here is the monotonic clock's: these are waits for networks, whatever the world's clock does.
final class Patience: Sendable {
    private struct Waiter {
        let instance: InstanceID
        let deadline: Int64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var waiters: [Waiter] = []
        /// How often anything happened to an instance, so that nothing is missed between a look and
        /// a wait.
        var happenings: [InstanceID: Int] = [:]
        var hasEnded = false
    }

    /// When so many wait, nobody else does.
    private static let limit = 4096

    private let state = Lock(State())

    /// The moment so many milliseconds from now, or now.
    func deadline(inMilliseconds milliseconds: Int) -> Int64 {
        Self.now() &+ Int64(max(milliseconds, 0))
    }

    /// What ``wait(for:since:until:)`` wants to know: taken before looking whether to wait.
    func mark(of instance: InstanceID) -> Int {
        state.withLock { $0.happenings[instance] ?? 0 }
    }

    /// Waits until something happens to the instance; false at the deadline, or when too many wait.
    func wait(for instance: InstanceID, since mark: Int, until deadline: Int64) async -> Bool {
        guard deadline > Self.now() else { return false }
        return await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Bool? in
                if state.happenings[instance] ?? 0 != mark { return true }
                if state.hasEnded || state.waiters.count >= Self.limit { return false }
                state.waiters.append(
                    Waiter(instance: instance, deadline: deadline, continuation: continuation)
                )
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// Tells those who wait for an instance that something happened.
    func happened(to instance: InstanceID) {
        for waiter in take(counting: instance, where: { $0.instance == instance }) {
            waiter.continuation.resume(returning: true)
        }
    }

    /// Ends the waits whose time is over.
    func beat() {
        let now = Self.now()
        for waiter in take(where: { $0.deadline <= now }) {
            waiter.continuation.resume(returning: false)
        }
    }

    /// Ends all waits, those to come too: nothing beats any more.
    func end() {
        state.withLock { $0.hasEnded = true }
        for waiter in take(where: { _ in true }) { waiter.continuation.resume(returning: false) }
    }

    private func take(
        counting instance: InstanceID? = nil,
        where fits: (Waiter) -> Bool
    ) -> [Waiter] {
        state.withLock { state in
            if let instance { state.happenings[instance, default: 0] &+= 1 }
            guard !state.waiters.isEmpty else { return [] }
            let taken = state.waiters.filter(fits)
            if !taken.isEmpty { state.waiters.removeAll(where: fits) }
            return taken
        }
    }

    private static func now() -> Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
