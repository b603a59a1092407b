internal import Synchronization

/// A value that follows from something that never changes, in a list that only grows.
final class Derivation: Sendable {
    private let value: any AnyObject & Sendable
    private let next = DerivationSlot()

    fileprivate init(_ value: any AnyObject & Sendable) { self.value = value }

    /// The value of that type, here or further on in the list, where it is added when there is none.
    fileprivate func value<Value: AnyObject & Sendable>(_ make: () -> Value) -> Value {
        var place = self
        while true {
            if let value = place.value as? Value { return value }
            place = place.next.filled { Derivation(make()) }
        }
    }
}

/// A place for one derivation, filled once and never changed: it is read without a lock.
@safe
struct DerivationSlot: ~Copyable, Sendable {
    // `AtomicLazyReference` is the same, but looks its type up at run time each time that it is read.
    private let place = unsafe Atomic<Unmanaged<Derivation>?>(nil)

    /// The value of that type in the list that begins here.
    func value<Value: AnyObject & Sendable>(_ make: () -> Value) -> Value {
        filled { Derivation(make()) }.value(make)
    }

    /// What is in the place; what is made is put there unless somebody else is first.
    ///
    /// The place owns what is in it from the exchange until its own end, and nothing is ever taken out
    /// or replaced. Whoever reads it borrows the place meanwhile, so what is found is alive and can be
    /// retained. What lost the exchange was seen by nobody else, and is let go of here.
    fileprivate func filled(_ make: () -> Derivation) -> Derivation {
        if let there = unsafe place.load(ordering: .acquiring) {
            return unsafe there.takeUnretainedValue()
        }
        let new = unsafe Unmanaged.passRetained(make())
        let (isFirst, there) = unsafe place.compareExchange(
            expected: nil,
            desired: new,
            ordering: .acquiringAndReleasing
        )
        guard !isFirst, let there = unsafe there else { return unsafe new.takeUnretainedValue() }
        unsafe new.release()
        return unsafe there.takeUnretainedValue()
    }

    deinit { unsafe place.load(ordering: .acquiring)?.release() }
}
