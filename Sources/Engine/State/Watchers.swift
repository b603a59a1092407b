internal import Canonical
internal import Observability

/// Who is told of events once they are durable.
final class Watchers: Sendable {
    private let observers = Lock<[any EventObserver]>([])

    /// Tells one more.
    func add(_ observer: any EventObserver) { observers.withLock { $0.append(observer) } }

    /// Tells of a transaction's events when its commit succeeded.
    func announce(_ changes: [Change], once ticket: CommitTicket) {
        let told = observers.withLock { $0 }
        guard !told.isEmpty else { return }
        var events: [Event] = []
        var deliveries = 0
        for change in changes {
            switch change {
            case .event(let event): events.append(event)
            case .delivery, .deliveriesReplayed: deliveries += 1
            default: continue
            }
        }
        guard !events.isEmpty || deliveries > 0 else { return }
        ticket.whenDecided { [events, deliveries] wentWell in
            guard wentWell else { return }
            for observer in told { observer.committed(events, deliveries: deliveries) }
        }
    }

    /// Tells that memory was read anew.
    func reloaded() {
        for observer in observers.withLock({ $0 }) { observer.reloaded() }
    }
}
