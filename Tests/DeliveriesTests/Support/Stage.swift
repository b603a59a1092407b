import Canonical
import DialectKit
import Engine
import HTTP
import Observability
import Reactor

@testable import Deliveries

/// A worker with its loops, a store to work from, and a clock to move.
final class Stage: Sendable {
    let group: EventLoopGroup
    let source: FakeSource
    let worker: DeliveryWorker
    private let time: Lock<Int64>

    /// `allowed` opens the machine itself to deliveries, which is refused otherwise.
    init(
        _ source: FakeSource,
        dialect: ToyDialect = ToyDialect(),
        group: EventLoopGroup,
        allowed: [String] = ["127.0.0.0/8"],
        log: Log = .silent,
        _ change: (inout DeliveryOptions) -> Void = { _ in }
    ) throws {
        self.group = group
        self.source = source
        let time = Lock(Sample.now.milliseconds)
        self.time = time
        var options = DeliveryOptions()
        options.now = { Timestamp(milliseconds: time.withLock { $0 }) }
        options.luck = { 0.5 }
        options.longestPauseMilliseconds = 20
        // Nothing fails because the machine is slow.
        options.retries = RetrySchedule(
            delaysMilliseconds: options.retries.delaysMilliseconds,
            jitter: options.retries.jitter,
            attemptTimeoutMilliseconds: 600_000
        )
        change(&options)
        worker = DeliveryWorker(
            source: source,
            dialects: [dialect],
            views: EventViews(source: source, publicURL: nil, drawQR: { $0 }),
            client: HTTPClient(group: group, resolver: try Resolver()),
            judge: AddressJudge(opened: allowed.compactMap { AddressRange($0) }),
            options: options,
            log: log
        )
    }

    func advance(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }
}

/// Runs the body with two loops, which end with it.
func withLoops(_ body: (EventLoopGroup) async throws -> Void) async throws {
    let group = try EventLoopGroup(count: 2)
    try group.start()
    defer { group.stop() }
    try await body(group)
}

/// Waits until the condition holds, at most ten seconds.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
    for _ in 0..<30_000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(2))
    }
    return condition()
}
