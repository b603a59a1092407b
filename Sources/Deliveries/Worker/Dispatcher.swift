internal import Canonical
internal import Engine
internal import HTTP
internal import Observability
internal import Reactor

/// Decides what is sent when: the worker's state, on one loop.
// Unchecked because everything that changes is reached only on the thread of `loop`: timers and
// closures come from there, its tasks prefer it, and what comes of attempts on other loops goes
// through `loop.execute`. Those attempts touch `courier` alone, which never changes.
final class Dispatcher: @unchecked Sendable {
    /// A delivery that was claimed: it waits, is being sent, or its result is not durable yet.
    struct Job {
        let due: DueDelivery
        let lane: Lane
        /// Whether it finds out if a resting endpoint is up again.
        let isProbe: Bool
    }

    /// A chat of an endpoint: one delivery at a time.
    struct Lane: Hashable {
        let endpoint: String
        let chat: String
        let tenant: TenantID
    }

    /// What is kept of a claim besides its job.
    struct Claim {
        let lane: Lane
        let bytes: Int
    }

    /// How an endpoint does that failed lately.
    struct Health {
        var circuit: Circuit
        /// Since when nothing was taken.
        var failingSince: Timestamp
    }

    enum Phase {
        case idle
        case running
        case stopping
        case stopped
    }

    let loop: EventLoop
    let courier: Courier
    let options: DeliveryOptions
    let log: Log
    private let loops: [EventLoop]
    var phase = Phase.idle
    /// What is claimed, by the delivery's id.
    var claims: [String: Claim] = [:]
    /// How many claims each chat has.
    var lanes: [Lane: Int] = [:]
    /// How many claims each tenant has.
    var claimsOf: [TenantID: Int] = [:]
    /// About how many bytes the claims have.
    var claimedBytes = 0
    /// What comes next in chats of which something is being sent, in order.
    var followers: [Lane: [DueDelivery]] = [:]
    var turns: HostTurns<Job>
    /// The attempts that are being made, by the delivery's id.
    var attempts: [String: Task<Void, Never>] = [:]
    /// The endpoints that failed lately.
    var health: [String: Health] = [:]

    /// Whether the store is being asked, and whether to ask again then.
    var isAsking = false
    var asksAgain = false
    let askTimer = TimerNode()

    /// What came of attempts and is not written down yet.
    var results: [DeliveryResult] = []
    var isSaving = false
    let saveTimer = TimerNode()
    /// How long to wait after the next failure to read or to write, in milliseconds.
    var backOff = Dispatcher.firstBackOff
    var saveBackOff = Dispatcher.firstBackOff
    /// How many results waited at the last attempt to write in vain, nil when the last one succeeded.
    var heldBack: Int?
    var whenStopped: [() -> Void] = []

    static let firstBackOff = 100
    static let longestBackOff = 10_000

    init(_ courier: Courier, loops: [EventLoop], _ log: Log) {
        precondition(!loops.isEmpty, "A client has a loop.")
        self.courier = courier
        self.loops = loops
        self.log = log
        loop = loops[0]
        options = courier.options
        turns = HostTurns(
            HostTurns.Rules(
                inFlight: options.inFlight,
                perTenant: options.perTenant,
                perHost: options.perHost,
                waitingPerEndpoint: options.waitingPerEndpoint,
                waitingPerTenant: max(options.claims / 8, 1)
            )
        )
    }

    func start() {
        guard phase == .idle else { return }
        phase = .running
        // The loop may outlive a worker that is never stopped.
        askTimer.action = { [weak self] in self?.look() }
        saveTimer.action = { [weak self] in self?.save() }
        look()
    }

    /// Starts every attempt whose turn it is.
    func run() {
        while phase == .running, let (job, host) = turns.next() {
            if !job.isProbe, health[job.lane.endpoint]?.circuit.isClosed == false {
                // The endpoint began to rest meanwhile: the delivery waits in the store.
                release(job.due.delivery.id)
                dropFollowers(of: job.lane)
                turns.leave(host)
            } else {
                attempt(job, host)
            }
        }
    }

    /// Makes an attempt on the host's loop, where its connections are kept.
    private func attempt(_ job: Job, _ host: HostKey) {
        let place = Int(UInt(bitPattern: host.hashValue) % UInt(loops.count))
        let due = job.due
        attempts[due.delivery.id] = Task(executorPreference: loops[place]) { [self] in
            let ending = await courier.deliver(due)
            loop.execute { self.ended(job, host, ending) }
        }
    }

    /// Claims a delivery for its lane.
    func hold(_ due: DueDelivery, _ lane: Lane) {
        let claim = Claim(lane: lane, bytes: due.weight)
        guard claims.updateValue(claim, forKey: due.delivery.id) == nil else { return }
        claimedBytes += claim.bytes
        lanes[lane, default: 0] += 1
        claimsOf[lane.tenant, default: 0] += 1
    }

    /// Lets go of a delivery, which may be claimed again; says whether its lane has no other claim.
    @discardableResult
    func release(_ id: String) -> Bool {
        guard let claim = claims.removeValue(forKey: id) else { return false }
        claimedBytes -= claim.bytes
        let lane = claim.lane
        guard let count = lanes[lane] else { return false }
        lanes[lane] = count > 1 ? count - 1 : nil
        let left = (claimsOf[lane.tenant] ?? 1) - 1
        claimsOf[lane.tenant] = left > 0 ? left : nil
        return count <= 1
    }

    /// Lets go of what comes next in a lane: its first has to be due again.
    func dropFollowers(of lane: Lane) {
        for due in followers.removeValue(forKey: lane) ?? [] { release(due.delivery.id) }
    }
}

extension DueDelivery {
    /// About how many bytes it takes in memory, once more for what is made of it.
    var weight: Int {
        guard case .text(let text) = message?.content else { return 4096 }
        return 4096 + 2 * text.text.utf8.count
    }
}
