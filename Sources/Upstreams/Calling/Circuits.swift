internal import Canonical

/// The circuits of an upstream: one for whether it can be connected to, which all of its instances
/// share, and one for each instance that it gave no good answer to.
///
/// So one instance whose calls hang, or that makes them fail, is left alone by itself.
struct Circuits {
    /// What lets a request out, which must be followed by its end.
    struct Permit: Equatable {
        let instance: InstanceID
        fileprivate let shared: Circuit.Permit
        fileprivate let own: Circuit.Permit
    }

    /// How a request ended.
    enum End: Equatable {
        /// With an answer.
        case answered
        /// With none although it was reached, or with one that only a broken server gives.
        case failed
        /// Before the upstream was reached.
        case unreachable
    }

    /// What the end of a request changed.
    enum Change: Equatable {
        case shared(Circuit.Change)
        case own(Circuit.Change)
    }

    private let rules: CircuitRules
    private var shared: Circuit
    private var own: [InstanceID: Circuit] = [:]
    /// How many instances are remembered before those are forgotten that nothing counts of.
    private static let remembered = 256
    private var limit = remembered

    init(_ rules: CircuitRules) {
        self.rules = rules
        shared = Circuit(rules)
    }

    /// The name of the state of the one that all instances share.
    var name: String { shared.name }

    /// How many instances are left alone while others are not.
    var heldInstances: Int { own.values.count { !$0.isClosed } }

    /// How many instances are remembered.
    var count: Int { own.count }

    /// How long nothing may go out for an instance; nil when something may.
    func wait(for instance: InstanceID, at now: Int) -> Int? {
        guard let circuit = own[instance], let wait = circuit.wait(at: now) else {
            return shared.wait(at: now)
        }
        return max(wait, shared.wait(at: now) ?? 0)
    }

    /// Lets a request of an instance out; nil when it may not go.
    mutating func begin(_ instance: InstanceID, at now: Int) -> Permit? {
        guard let permit = shared.begin(at: now) else { return nil }
        guard own[instance] != nil else {
            return Permit(instance: instance, shared: permit, own: .ordinary)
        }
        guard let ownPermit = own[instance]?.begin(at: now) else {
            shared.abandoned(permit, at: now)
            return nil
        }
        return Permit(instance: instance, shared: permit, own: ownPermit)
    }

    /// Takes note that a request told nothing, for it was given up.
    mutating func abandoned(_ permit: Permit, at now: Int) {
        shared.abandoned(permit.shared, at: now)
        own[permit.instance]?.abandoned(permit.own, at: now)
    }

    /// Takes note of how a request ended.
    mutating func ended(_ permit: Permit, _ end: End, at now: Int) -> Change? {
        switch end {
        case .answered:
            let change = ended(own: permit, isUp: true, at: now)
            return shared.ended(permit.shared, isUp: true, at: now).map(Change.shared) ?? change
        case .failed:
            // It was reached, which is all that the shared circuit asks.
            let change = shared.ended(permit.shared, isUp: true, at: now).map(Change.shared)
            return ended(own: permit, isUp: false, at: now) ?? change
        case .unreachable:
            own[permit.instance]?.abandoned(permit.own, at: now)
            return shared.ended(permit.shared, isUp: false, at: now).map(Change.shared)
        }
    }

    private mutating func ended(own permit: Permit, isUp: Bool, at now: Int) -> Change? {
        guard !isUp || own[permit.instance] != nil else { return nil }
        var circuit = own[permit.instance] ?? Circuit(rules)
        let change = circuit.ended(permit.own, isUp: isUp, at: now)
        own[permit.instance] = circuit.isClean ? nil : circuit
        if own.count > limit { forget(now) }
        return change.map(Change.own)
    }

    private mutating func forget(_ now: Int) {
        own = own.filter { !$0.value.isForgotten(at: now) }
        limit = max(Self.remembered, own.count * 2)
    }
}
