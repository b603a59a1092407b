internal import Canonical
internal import Observability
internal import Reactor
internal import TLS

/// All that is kept about one upstream between calls: turns, pace, circuit, budget, figures.
final class Line: Sendable {
    struct State {
        var turns: Turns
        var pace = Pace()
        var circuits: Circuits
        var budget: RetryBudget
        var figures: UpstreamFigures
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
        var tickets = 0
    }

    let definition: UpstreamDefinition
    /// The URL that targets come after.
    let base: TargetURL
    /// Authorities besides the system's, nil for none.
    let tls: TLSContext?
    let options: UpstreamOptions
    let clock: UpstreamClock
    let log: Log
    let state: Lock<State>

    /// What base URLs may be: operators set them.
    static let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])

    init(
        _ definition: UpstreamDefinition,
        _ options: UpstreamOptions,
        _ clock: UpstreamClock,
        _ log: Log
    ) throws(Ending) {
        self.definition = definition
        self.options = options
        self.clock = clock
        self.log = log
        base = try Self.base(definition.baseURL)
        tls = try definition.limits.authorityFile.map { (file) throws(Ending) in
            try Self.trust(file)
        }
        let rules = Turns.Rules(
            running: options.concurrentCalls,
            waitingPerInstance: options.waitingPerInstance,
            waiting: options.waiting
        )
        state = Lock(
            State(
                turns: Turns(rules),
                circuits: Circuits(options.circuit),
                budget: RetryBudget(reserve: options.retryReserve),
                figures: UpstreamFigures(upstream: definition.id)
            )
        )
    }

    /// Whether it is the upstream that the definition means, and not another one of its name.
    func isOf(_ other: UpstreamDefinition) -> Bool {
        definition.baseURL == other.baseURL
            && definition.limits.authorityFile == other.limits.authorityFile
    }

    private static func base(_ text: String) throws(Ending) -> TargetURL {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard !base.contains("?"), let url = try? TargetURL(base, policy: policy) else {
            throw Ending(notBegun: "The upstream's URL cannot be used", cause: "url")
        }
        return url
    }

    private static func trust(_ file: String) throws(Ending) -> TLSContext {
        do throws(TLSError) { return try TLSContext(clientTrusting: file) } catch {
            throw Ending(notBegun: "The upstream's authority file cannot be used", cause: "trust")
        }
    }
}
