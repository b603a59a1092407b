public import Canonical
internal import Glibc
internal import Observability
internal import Synchronization

/// The engine's time: the wall clock, which tests may freeze and move.
///
/// Only for what is shown, stored and simulated. Time-outs of sockets use the monotonic clock and
/// never come here.
public final class WorldClock: Sendable {
    // Every request asks for the time, so reading takes no lock: whoever sees that time goes on
    // sees the offset that was set before.
    private let frozenAt = Atomic<Int64>(WorldClock.running)
    private let offset = Atomic<Int64>(0)
    private let changes = Lock(())
    private let wall: @Sendable () -> Int64

    /// What `frozenAt` holds while time goes on; no moment lies there.
    private static let running = Int64.min

    /// Follows the system's clock, or the milliseconds that a test gives.
    public init(wall: @escaping @Sendable () -> Int64 = WorldClock.system) { self.wall = wall }

    /// The present time in the world.
    public var now: Timestamp {
        let frozen = frozenAt.load(ordering: .acquiring)
        guard frozen == Self.running else { return Timestamp(milliseconds: frozen) }
        return Timestamp(milliseconds: wall() &+ offset.load(ordering: .relaxed))
    }

    /// Whether time stands still.
    public var isFrozen: Bool { frozenAt.load(ordering: .relaxed) != Self.running }

    /// Stops time, or lets it go on from where it stands.
    public func setFrozen(_ isFrozen: Bool) {
        let present = wall()
        changes.withLock { _ in
            let frozen = frozenAt.load(ordering: .relaxed)
            if isFrozen, frozen == Self.running {
                let moment = present &+ offset.load(ordering: .relaxed)
                frozenAt.store(moment, ordering: .releasing)
            } else if !isFrozen, frozen != Self.running {
                offset.store(frozen &- present, ordering: .relaxed)
                frozenAt.store(Self.running, ordering: .releasing)
            }
        }
    }

    /// Moves time forward, frozen or not; never backwards.
    public func advance(byMilliseconds delta: Int64) {
        guard delta > 0 else { return }
        changes.withLock { _ in
            let frozen = frozenAt.load(ordering: .relaxed)
            if frozen == Self.running {
                offset.wrappingAdd(delta, ordering: .relaxed)
            } else {
                frozenAt.store(frozen &+ delta, ordering: .releasing)
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
