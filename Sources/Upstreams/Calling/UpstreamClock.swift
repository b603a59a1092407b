public import HTTP
internal import Reactor

/// The monotonic clock that upstreams are called by, so that tests can move one by hand.
public struct UpstreamClock: Sendable {
    /// Milliseconds from an arbitrary start; never goes back.
    public let now: @Sendable () -> Int
    /// Waits so many milliseconds, or until the task is cancelled.
    public let sleep: @Sendable (_ milliseconds: Int) async throws(CancellationError) -> Void

    /// Takes a clock.
    public init(
        now: @escaping @Sendable () -> Int,
        sleep: @escaping @Sendable (_ milliseconds: Int) async throws(CancellationError) -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock, which wakes its sleepers on the client's loops.
    public static func system(_ client: HTTPClient) -> UpstreamClock {
        let loops = client.loops
        return UpstreamClock(
            now: { Clock.monotonicMilliseconds },
            sleep: { (milliseconds) async throws(CancellationError) in
                guard let loop = loops.first(where: { $0.isCurrent }) ?? loops.first else { return }
                try await loop.sleep(milliseconds: milliseconds)
            }
        )
    }
}
