internal import Synchronization

/// A number that is another one whenever a credential may open something else, or an instance's name
/// mean another one, than before.
///
/// What was found out under a number holds for as long as it is the same: whoever keeps an answer
/// reads the number first, then asks.
final class AccessVersion: Sendable {
    private let number = Atomic<UInt64>(0)

    /// The number now; read without a lock.
    var current: UInt64 { number.load(ordering: .acquiring) }

    /// Ends what was found out before; called with the engine's lock held, when it has changed.
    func advance() { number.wrappingAdd(1, ordering: .acquiringAndReleasing) }
}
