internal import Canonical
internal import Observability

/// Who is told of events once they are durable.
final class Watchers: Sendable {
    private struct State {
        var observers: [any EventObserver] = []
        /// What is to be told of the transactions that were submitted last.
        var announcement: Announcement?
    }

    private let state = Lock(State())

    /// Tells one more.
    func add(_ observer: any EventObserver) { state.withLock { $0.observers.append(observer) } }

    /// Tells of a transaction's events, and that access ended with it, when its commit succeeded.
    ///
    /// Transactions that share a commit are told of together. To be called in the order of events.
    func announce(_ changes: [Change], once ticket: CommitTicket) {
        let announcement = state.withLock { state -> Announcement? in
            let withEvents = state.observers.contains(where: \.followsEvents)
            guard !state.observers.isEmpty,
                changes.contains(where: { $0.isNews(withEvents: withEvents) })
            else { return nil }
            let last = state.announcement
            if last?.add(changes, withEvents: withEvents, once: ticket) == true { return nil }
            let next = Announcement(once: ticket, to: state.observers)
            _ = next.add(changes, withEvents: withEvents, once: ticket)
            state.announcement = next
            return next
        }
        guard let announcement else { return }
        ticket.onceDecided { announcement.tell($0) }
    }

    /// Tells that memory was read anew.
    func reloaded() {
        for observer in state.withLock({ $0.observers }) { observer.reloaded() }
    }
}

/// What observers are told of one commit.
private final class Announcement: Sendable {
    private struct News {
        var events: [Event] = []
        var deliveries = 0
        var endsAccess = false
        var isTold = false
    }

    private let ticket: CommitTicket
    private let observers: [any EventObserver]
    private let news = Lock(News())

    init(once ticket: CommitTicket, to observers: [any EventObserver]) {
        self.ticket = ticket
        self.observers = observers
    }

    /// Adds a transaction; false when it belongs to another commit, or this one was told.
    func add(_ changes: [Change], withEvents: Bool, once ticket: CommitTicket) -> Bool {
        guard ticket === self.ticket else { return false }
        return news.withLock { news in
            guard !news.isTold else { return false }
            for change in changes {
                switch change {
                case .event, .sent, .progress:
                    if withEvents, let event = change.event { news.events.append(event) }
                case .delivery, .deliveriesReplayed: news.deliveries += 1
                default: if change.endsAccess { news.endsAccess = true }
                }
            }
            return true
        }
    }

    func tell(_ wentWell: Bool) {
        let news = news.withLock { news in
            defer { news.events = [] }
            news.isTold = true
            return news
        }
        guard wentWell else { return }
        for observer in observers {
            if news.endsAccess { observer.accessEnded() }
            guard !news.events.isEmpty || news.deliveries > 0 else { continue }
            observer.committed(news.events, deliveries: news.deliveries)
        }
    }
}

extension Change {
    /// Whether observers are told of it.
    fileprivate func isNews(withEvents: Bool) -> Bool {
        switch self {
        case .event, .sent, .progress: withEvents
        case .delivery, .deliveriesReplayed: true
        default: endsAccess
        }
    }

    /// Whether somebody who had access has it no longer.
    fileprivate var endsAccess: Bool {
        switch self {
        case .tenantRemoved, .credentialsRemoved: true
        case .key(let record): record.key.revokedAt != nil
        default: false
        }
    }
}
