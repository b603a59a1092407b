internal import Synchronization

/// Whether any instance has a route, so that where none has nothing is looked up.
final class RouteFlag: Sendable {
    private let value = Atomic<Bool>(false)

    /// Whether an instance has one.
    var isSet: Bool { value.load(ordering: .acquiring) }

    /// Says whether an instance has one.
    func set(_ isSet: Bool) { value.store(isSet, ordering: .releasing) }
}
