public import Canonical

/// Told of events once they are durable.
public protocol EventObserver: AnyObject, Sendable {
    /// Whether it wants the events at present; where nobody does, none are gathered.
    ///
    /// Asked inside the engine's critical section.
    var followsEvents: Bool { get }

    /// The events of one or more transactions were committed, and so many deliveries with them.
    ///
    /// Called in the order of numbers within an instance, on whatever thread resolved the commit, and
    /// maybe inside the engine's critical section: it may only take note, and never call back.
    func committed(_ events: [Event], deliveries: Int)

    /// What opened something opens it no more: a key was taken back, credentials were removed.
    ///
    /// Called like ``committed(_:deliveries:)``, once that is durable.
    func accessEnded()

    /// A commit was lost and the engine took up what the store has: what is known may be too much.
    func reloaded()
}

extension EventObserver {
    /// Wants them always.
    public var followsEvents: Bool { true }
}
