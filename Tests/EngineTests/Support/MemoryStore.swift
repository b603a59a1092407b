import Canonical
import Engine
import Observability

/// A store in memory whose commits the test holds back, lets through or loses.
final class MemoryStore: Store {
    private struct State {
        var committed: [[Change]] = []
        var waiting: [(changes: [Change], ticket: CommitTicket)] = []
        var holdsBack = false
        var failure: StoreError?
    }

    private let state: Lock<State>

    /// A store in which these changes were committed.
    init(_ committed: [Change] = []) { state = Lock(State(committed: [committed])) }

    var isWritable: Bool { state.withLock { $0.failure == nil } }

    /// Whether tickets wait for ``release()``.
    func holdBack() { state.withLock { $0.holdsBack = true } }

    /// Resolves every ticket that waits, and the later ones at once.
    func release() {
        let waiting = state.withLock { state in
            state.holdsBack = false
            state.committed += state.waiting.map(\.changes)
            defer { state.waiting = [] }
            return state.waiting
        }
        for (_, ticket) in waiting { ticket.resolve(.success(())) }
    }

    /// Loses every commit from now on, or none any more.
    func fail(_ error: StoreError?) { state.withLock { $0.failure = error } }

    /// What a process finds that begins when this one has ended.
    ///
    /// Of the transactions that wait so many became durable, though nobody was told. Here every
    /// commit is lost from now on.
    func crashed(keeping count: Int) -> MemoryStore {
        let (kept, lost) = state.withLock { state in
            defer {
                state.waiting = []
                state.failure = StoreError(.noSpace, "the process has ended")
            }
            let kept = state.committed + state.waiting.prefix(count).map(\.changes)
            return (kept, state.waiting)
        }
        for (_, ticket) in lost {
            ticket.resolve(.failure(StoreError(.noSpace, "the process has ended")))
        }
        return MemoryStore(kept.flatMap { $0 })
    }

    /// How many transactions are waiting.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Everything that was committed, in order.
    var changes: [Change] { state.withLock { $0.committed.flatMap { $0 } } }

    func submit(_ changes: [Change]) -> CommitTicket {
        let changes = changes.flatMap(\.parts)
        return state.withLock { state in
            if let failure = state.failure { return CommitTicket(failed: failure) }
            let ticket = CommitTicket()
            if state.holdsBack {
                state.waiting.append((changes, ticket))
            } else {
                state.committed.append(changes)
                ticket.resolve(.success(()))
            }
            return ticket
        }
    }

    func load() throws(StoreError) -> StoredState {
        var stored = StoredState()
        var instances: [InstanceID: Instance] = [:]
        var keys: [String: KeyRecord] = [:]
        for change in changes {
            switch change {
            case .tenant(let tenant): stored.tenants.append(tenant)
            case .credential(let credential): stored.credentials.append(credential)
            case .instance(let instance): instances[instance.id] = instance
            case .key(let record): keys[record.key.id] = record
            case .instanceRemoved(let id, _): instances[id] = nil
            case .document(let key, let bytes): stored.documents[key] = bytes
            case .documentRemoved(let key): stored.documents[key] = nil
            case .event(let event): stored.eventSequences[event.instance] = event.sequence
            case .command(let record):
                let last = stored.commandSequences[record.instance] ?? 0
                stored.commandSequences[record.instance] = max(last, record.sequence)
            default: continue
            }
        }
        loadRemote(&stored)
        stored.instances = Array(instances.values)
        stored.keys = Array(keys.values)
        return stored
    }

    func message(_ id: MessageID, of instance: InstanceID) async throws(StoreError) -> Message? {
        var found: Message?
        for change in changes {
            switch change {
            case .message(let message, let owner) where owner == instance && message.id == id:
                found = message
            case .messageRevoked(id, instance, let moment): found?.revokedAt = moment
            case .messageStatus(id, instance, let status):
                if let earlier = found?.status { found?.status = max(earlier, status) }
            default: continue
            }
        }
        return found
    }

    func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) async throws(StoreError) -> [Message] {
        var found: [Message] = []
        for case .message(let message, instance) in changes
        where search.reference.map({ $0 == message.clientReference }) ?? true {
            found.insert(message, at: 0)
        }
        return Array(found.dropFirst(search.offset).prefix(search.limit))
    }

    /// Every row of the journal as it was written last, in order.
    var journal: [CommandRecord] {
        var rows: [CommandID: CommandRecord] = [:]
        for case .command(let record) in changes { rows[record.id] = record }
        return rows.values.sorted { $0.sequence < $1.sequence }
    }

    func events(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [Event] {
        changes.compactMap { change in
            guard case .event(let event) = change, event.instance == instance,
                event.sequence > sequence
            else { return nil }
            return event
        }
    }

    func commands(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [CommandRecord] {
        changes.compactMap { change in
            guard case .command(let record) = change, record.instance == instance,
                record.sequence > sequence
            else { return nil }
            return record
        }
    }

    func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery] { [] }

    func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp? { nil }

    func deliveries(
        _ filter: DeliveryFilter,
        limit: Int
    ) async throws(StoreError) -> [Delivery] { [] }

    func delivery(_ id: String) async throws(StoreError) -> Delivery? { nil }

    func replayPage(
        _ filter: DeliveryFilter,
        after place: Int64
    ) async throws(StoreError) -> ReplayPage { ReplayPage(count: 0, end: place) }

    func deliveryCounts() async throws(StoreError) -> DeliveryCounts { DeliveryCounts() }
}
