public import Canonical
internal import Glibc
internal import Observability

/// The engine's time: the wall clock, which tests may freeze and move.
///
/// Only for what is shown, stored and simulated. Time-outs of sockets use the monotonic clock and
/// never come here.
public final class WorldClock: Sendable {
    private struct State {
        var offset: Int64 = 0
        var frozenAt: Int64?
    }

    private let state = Lock(State())
    private let wall: @Sendable () -> Int64

    /// Follows the system's clock, or the milliseconds that a test gives.
    public init(wall: @escaping @Sendable () -> Int64 = WorldClock.system) { self.wall = wall }

    /// The present time in the world.
    public var now: Timestamp {
        let present = wall()
        return state.withLock { state in
            Timestamp(milliseconds: state.frozenAt ?? (present &+ state.offset))
        }
    }

    /// Whether time stands still.
    public var isFrozen: Bool { state.withLock { $0.frozenAt != nil } }

    /// Stops time, or lets it go on from where it stands.
    public func setFrozen(_ isFrozen: Bool) {
        let present = wall()
        state.withLock { state in
            if isFrozen {
                state.frozenAt = state.frozenAt ?? (present &+ state.offset)
            } else if let frozen = state.frozenAt {
                state.offset = frozen &- present
                state.frozenAt = nil
            }
        }
    }

    /// Moves time forward, frozen or not; never backwards.
    public func advance(byMilliseconds delta: Int64) {
        guard delta > 0 else { return }
        state.withLock { state in
            if let frozen = state.frozenAt {
                state.frozenAt = frozen.addingReportingOverflow(delta).partialValue
            } else {
                state.offset = state.offset.addingReportingOverflow(delta).partialValue
            }
        }
    }

    /// Milliseconds since 1970 by the system's clock.
    public static func system() -> Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
