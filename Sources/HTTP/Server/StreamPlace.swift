internal import Synchronization

/// How many answers in pieces are on their way, bounded for the whole server.
///
/// Each holds a connection and a task for as long as its client wants.
final class StreamPlaces: Sendable {
    private let limit: Int
    private let taken = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// How many are taken now.
    var count: Int { taken.load(ordering: .relaxed) }

    /// A place that is given back when it is let go of; nil when all are taken.
    func take() -> StreamPlace? {
        guard taken.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
            giveBack()
            return nil
        }
        return StreamPlace(self)
    }

    fileprivate func giveBack() { taken.wrappingSubtract(1, ordering: .relaxed) }
}

/// One answer's place among the streams.
final class StreamPlace {
    private let places: StreamPlaces

    fileprivate init(_ places: StreamPlaces) { self.places = places }

    deinit { places.giveBack() }
}
