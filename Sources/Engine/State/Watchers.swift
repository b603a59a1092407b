internal import Canonical
internal import Observability

/// Who is told of events once they are durable.
final class Watchers: Sendable {
    private let observers = Lock<[any EventObserver]>([])

    /// Tells one more.
    func add(_ observer: any EventObserver) { observers.withLock { $0.append(observer) } }

    /// Tells of a transaction's events, and that access ended with it, when its commit succeeded.
    func announce(_ changes: [Change], once ticket: CommitTicket) {
        let told = observers.withLock { $0 }
        guard !told.isEmpty else { return }
        var events: [Event] = []
        var deliveries = 0
        var endsAccess = false
        for change in changes {
            switch change {
            case .event(let event): events.append(event)
            case .delivery, .deliveriesReplayed: deliveries += 1
            case .tenantRemoved, .credentialsRemoved: endsAccess = true
            case .key(let record) where record.key.revokedAt != nil: endsAccess = true
            default: continue
            }
        }
        guard !events.isEmpty || deliveries > 0 || endsAccess else { return }
        ticket.whenDecided { [events, deliveries, endsAccess] wentWell in
            guard wentWell else { return }
            for observer in told {
                if endsAccess { observer.accessEnded() }
                if !events.isEmpty || deliveries > 0 {
                    observer.committed(events, deliveries: deliveries)
                }
            }
        }
    }

    /// Tells that memory was read anew.
    func reloaded() {
        for observer in observers.withLock({ $0 }) { observer.reloaded() }
    }
}
