internal import Canonical
internal import Engine
internal import Gateway
internal import Observability

/// What is done once a minute: what is old is removed, and it is written down when keys were last
/// used.
final class Housekeeping: Sendable {
    /// For how long things are kept, in days.
    struct Ages {
        var events = 30
        var succeededBodies = 7
        var otherBodies = 30
        var deliveries = 90
    }

    private static let pause = Duration.seconds(60)
    /// Passes of one round: each is short, so that commits in between do not wait for it.
    private static let passes = 10

    private let engine: Engine
    private let gateway: Gateway
    private let ages: Ages
    private let log: Log
    private let task = Lock<Task<Void, Never>?>(nil)

    init(_ core: Core, ages: Ages, log: Log) {
        engine = core.engine
        gateway = core.gateway
        self.ages = ages
        self.log = log
    }

    /// Begins; the first round comes after a minute.
    func start() {
        let task = Task.detached { [self] in
            while (try? await Task.sleep(for: Self.pause)) != nil { await round() }
        }
        self.task.withLock { $0 = task }
    }

    /// Ends, after the round that is on its way; the last uses of keys are not lost.
    func stop() async {
        let task = task.withLock { $0 }
        task?.cancel()
        await task?.value
        await gateway.writeKeyUses()
        await engine.flushUses()
    }

    /// One round.
    func round() async {
        await gateway.writeKeyUses()
        await engine.flushUses()
        for _ in 0..<Self.passes {
            guard !Task.isCancelled else { return }
            let retention = ages.retention(at: Timestamp(milliseconds: WorldClock.system()))
            guard case .failure(let failure) = await engine.keep(retention) else { continue }
            return log(.warning, "old rows were not removed", ["reason": failure.code.rawValue])
        }
    }
}

extension Housekeeping.Ages {
    /// What is too old at a moment.
    func retention(at now: Timestamp) -> Retention {
        func before(_ days: Int) -> Timestamp {
            now.advanced(byMilliseconds: -Int64(clamping: min(days, 36_500)) * 86_400_000)
        }
        return Retention(
            eventsBefore: before(events),
            succeededBodiesBefore: before(succeededBodies),
            otherBodiesBefore: before(otherBodies),
            deliveriesBefore: before(deliveries),
            // An upstream repeats itself for days at most; its events are kept as long as ours.
            toldBefore: before(events),
            trialsBefore: before(deliveries)
        )
    }
}
