internal import Synchronization

/// A number that changes whenever a credential may open something else, or a name mean another
/// instance.
///
/// Whoever keeps an answer reads the number first, then asks: the answer holds while the number is
/// the same.
final class AccessVersion: Sendable {
    private let number = Atomic<UInt64>(0)

    /// The number now; read without a lock.
    var current: UInt64 { number.load(ordering: .acquiring) }

    /// Ends what was found out before; called with the engine's lock held, when it has changed.
    func advance() { number.wrappingAdd(1, ordering: .acquiringAndReleasing) }
}
