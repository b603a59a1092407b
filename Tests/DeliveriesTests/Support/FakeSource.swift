import Canonical
import Engine
import Observability

@testable import Deliveries

/// A store and an engine as far as deliveries are concerned, in memory.
final class FakeSource: DeliverySource {
    struct Row {
        var delivery: Delivery
        let lane: String
        let event: Event
    }

    struct State {
        var rows: [Row] = []
        var endpoints: [String: WebhookEndpoint] = [:]
        var instances: [InstanceID: Instance] = [:]
        var messages: [MessageID: Message] = [:]
        var surroundings = EventSurroundings()
        var observers: [any EventObserver] = []
        /// How many results each record carried.
        var batches: [Int] = []
        /// What was written down, in order.
        var results: [DeliveryResult] = []
        var disabled: [String: SwitchOff] = [:]
        /// So many of the next records are lost.
        var losses = 0
        /// So many of the next questions fail.
        var failures = 0
        var questions = 0
        /// The largest number of claims that a question told of.
        var mostClaims = 0
        var messageReads = 0
        /// Deliveries that are due and cannot be read.
        var unreadable: Set<String> = []
        /// While set, records wait for ``release()``.
        var holdsRecords = false
        var held: [@Sendable () -> Void] = []
    }

    let state: Lock<State>

    init(_ endpoints: [WebhookEndpoint] = []) {
        var state = State()
        for endpoint in endpoints { state.endpoints[endpoint.id] = endpoint }
        state.instances[Sample.instance] = Sample.instance()
        self.state = Lock(state)
    }

    /// Queues a delivery of a fresh event for each lane, and tells of it.
    func queue(_ lanes: [String], to endpoint: String = "whk_1", at due: Timestamp = Sample.now) {
        let observers = state.withLock { state in
            for lane in lanes {
                let event = Sample.event(Int64(state.rows.count + 1))
                state.rows.append(Self.row(event, lane, endpoint, due))
            }
            return state.observers
        }
        for observer in observers { observer.committed([], deliveries: lanes.count) }
    }

    private static func row(
        _ event: Event,
        _ lane: String,
        _ endpoint: String,
        _ due: Timestamp
    ) -> Row {
        let delivery = Delivery(
            id: "dlv_\(event.sequence)",
            endpoint: endpoint,
            dialect: Sample.dialect,
            tenant: Sample.tenant,
            instance: event.instance,
            eventID: event.id,
            sequence: event.sequence,
            kind: event.payload.kind,
            dueAt: due,
            createdAt: due,
            updatedAt: due
        )
        return Row(delivery: delivery, lane: lane, event: event)
    }

    /// Lets held records become durable.
    func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.holdsRecords = false
            return state.held
        }
        for one in held { one() }
    }

    func delivery(_ sequence: Int) -> Delivery? {
        state.withLock { $0.rows.first { $0.delivery.id == "dlv_\(sequence)" }?.delivery }
    }

    var states: [Delivery.State] { state.withLock { $0.rows.map(\.delivery.state) } }

    var isDone: Bool { states.allSatisfy { $0 != .pending && $0 != .retrying } }
}

extension FakeSource {
    func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery] {
        try state.withLock { state throws(StoreError) in
            state.questions += 1
            state.mostClaims = max(state.mostClaims, query.inFlight.count)
            guard state.failures == 0 else {
                state.failures -= 1
                throw StoreError(.database, "a failure of the test")
            }
            return state.heads(query).filter { ($0.delivery.dueAt ?? query.now) <= query.now }
                .filter { !state.unreadable.contains($0.delivery.id) }
                .prefix(query.limit)
                .map { head in
                    DueDelivery(head, followers: state.followers(of: head, atMost: query.ahead))
                }
        }
    }

    func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp? {
        state.withLock { $0.heads(query).compactMap(\.delivery.dueAt).min() }
    }

    func endpoint(_ id: String) -> WebhookEndpoint? { state.withLock { $0.endpoints[id] } }

    func instance(_ id: InstanceID) -> Instance? { state.withLock { $0.instances[id] } }

    func message(_ id: MessageID, of instance: InstanceID) async throws(StoreError) -> Message? {
        state.withLock { state in
            state.messageReads += 1
            return state.messages[id]
        }
    }

    func surroundings(of event: Event, message: Message?) -> EventSurroundings {
        state.withLock { $0.surroundings }
    }

    func record(_ results: [DeliveryResult]) -> CommitTicket {
        let ticket = CommitTicket()
        let commit: @Sendable () -> Void = { [self] in
            ticket.resolve(
                state.withLock { state in
                    state.batches.append(results.count)
                    guard state.losses == 0 else {
                        state.losses -= 1
                        return .failure(StoreError(.noSpace, "a loss of the test"))
                    }
                    for result in results { state.apply(result) }
                    return .success(())
                }
            )
        }
        let isHeld = state.withLock { state in
            if state.holdsRecords { state.held.append(commit) }
            return state.holdsRecords
        }
        if !isHeld { commit() }
        return ticket
    }

    func disable(_ endpoint: String, because reason: SwitchOff, of instance: InstanceID) {
        state.withLock { state in
            state.disabled[endpoint] = reason
            state.endpoints[endpoint]?.isEnabled = false
            state.endpoints[endpoint]?.disabledReason = reason
        }
    }

    func observe(_ observer: any EventObserver) {
        state.withLock { $0.observers.append(observer) }
    }
}

extension DueDelivery {
    fileprivate init(_ row: FakeSource.Row, followers: [DueDelivery] = []) {
        self.init(
            delivery: row.delivery,
            lane: row.lane,
            event: row.event,
            message: nil,
            followers: followers
        )
    }
}

extension FakeSource.State {
    /// What comes next in a head's lane.
    fileprivate func followers(of head: FakeSource.Row, atMost limit: Int) -> [DueDelivery] {
        rows.filter { row in
            row.lane == head.lane && row.delivery.endpoint == head.delivery.endpoint
                && row.event.sequence > head.event.sequence && row.delivery.state == .pending
                && !unreadable.contains(row.delivery.id)
        }
        .prefix(limit).map { DueDelivery($0) }
    }

    /// The first open delivery of each lane that the query does not exclude, oldest due first.
    fileprivate func heads(_ query: DueQuery) -> [FakeSource.Row] {
        var lanes: Set<String> = []
        var heads: [FakeSource.Row] = []
        for row in rows where row.delivery.state == .pending || row.delivery.state == .retrying {
            guard lanes.insert(row.delivery.endpoint + "/" + row.lane).inserted,
                !query.inFlight.contains(row.delivery.id),
                !query.resting.contains(row.delivery.endpoint)
            else { continue }
            heads.append(row)
        }
        return heads.enumerated()
            .sorted {
                ($0.element.delivery.dueAt?.milliseconds ?? 0, $0.offset)
                    < ($1.element.delivery.dueAt?.milliseconds ?? 0, $1.offset)
            }
            .map(\.element)
    }

    fileprivate mutating func apply(_ result: DeliveryResult) {
        results.append(result)
        guard let index = rows.firstIndex(where: { $0.delivery.id == result.id }) else { return }
        if result.counts { rows[index].delivery.attempts += 1 }
        rows[index].delivery.lastStatus = result.status
        rows[index].delivery.lastError = result.error
        rows[index].delivery.name = result.name ?? rows[index].delivery.name
        rows[index].delivery.body = result.body ?? rows[index].delivery.body
        rows[index].delivery.dueAt = nil
        switch result.next {
        case .succeeded: rows[index].delivery.state = .succeeded
        case .skipped: rows[index].delivery.state = .skipped
        case .dead: rows[index].delivery.state = .dead
        case .again(let due):
            rows[index].delivery.state = .retrying
            rows[index].delivery.dueAt = due
        }
    }
}
