internal import Canonical
internal import Engine

/// How one instance stands with the world.
final class Session {
    /// Where it is in its life.
    enum Phase {
        /// No login, nothing runs.
        case idle
        /// A code waits for the phone.
        case pairing(Pairing)
        /// Linked and online.
        case online
        /// Linked, back at that moment.
        case reconnecting(until: Timestamp)
        /// Linked, and not coming back by itself.
        case suspended
    }

    let instance: InstanceID
    var phase = Phase.idle
    /// The phone it is or was linked to.
    var person: Person?
    /// The linked device's number.
    var device = 0
    /// When it was linked.
    var linkedAt = Timestamp(milliseconds: 0)
    /// What arrived while it was away, oldest first.
    private(set) var missed: [Signal.Kind] = []
    /// The earliest moment at which the agenda wakes it, nil when it does not.
    var wakesAt: Timestamp?

    /// The most that is kept for an instance that is away.
    private static let missedLimit = 1000

    init(instance: InstanceID) { self.instance = instance }

    var isOnline: Bool {
        if case .online = phase { true } else { false }
    }

    /// Whether there is a login, online or not.
    var isLinked: Bool {
        switch phase {
        case .online, .reconnecting, .suspended: true
        case .idle, .pairing: false
        }
    }

    /// When something is to be done for it, nil when nothing is.
    var due: Timestamp? {
        switch phase {
        case .pairing(let pairing): pairing.due
        case .reconnecting(let until): until
        case .idle, .online, .suspended: nil
        }
    }

    /// Keeps something until the instance is back; the oldest gives way when too much is kept.
    func miss(_ kind: Signal.Kind) {
        if missed.count >= Self.missedLimit { missed.removeFirst() }
        missed.append(kind)
    }

    /// Takes what was kept.
    func takeMissed() -> [Signal.Kind] {
        defer { missed = [] }
        return missed
    }
}
