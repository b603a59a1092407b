public import Canonical

extension Change {
    /// The changes that it stands for, itself for one that is no more than it says.
    ///
    /// A store may keep ``sent(_:)`` and ``progress(_:)`` in a shorter form, or write down these.
    public var parts: [Change] {
        switch self {
        case .sent(let sent):
            [
                .message(sent.message, of: sent.instance), .event(sent.event),
                .command(sent.command),
            ]
        case .progress(let progress):
            [
                .messageStatus(progress.message, of: progress.instance, progress.status),
                .event(progress.event),
            ]
        default: [self]
        }
    }

    /// The event that it appends, nil when it appends none.
    public var event: Event? {
        switch self {
        case .event(let event): event
        case .sent(let sent): sent.event
        case .progress(let progress): progress.event
        default: nil
        }
    }
}
