internal import Canonical

/// The moments at which instances may send, so that there is a gap between two sends of one.
struct Pace {
    private struct Sends {
        /// The first moment that nobody has taken yet.
        var free: Int
        /// When the latest send went out.
        var latest: Int?
    }

    private var sends: [InstanceID: Sends] = [:]
    /// How many instances are remembered before those are forgotten whose gap is over.
    private static let remembered = 256
    private var limit = remembered

    /// How many instances are remembered.
    var count: Int { sends.count }

    /// How long a send has to wait for its moment, nil when that is longer than the longest wait.
    ///
    /// The moment is taken: whoever comes next waits for the one after it.
    mutating func reserve(_ instance: InstanceID, gap: Int, at now: Int, longest: Int) -> Int? {
        var own = sends[instance] ?? Sends(free: now)
        let moment = max(now, own.free)
        guard moment - now <= longest else { return nil }
        own.free = moment + gap
        sends[instance] = own
        if sends.count > limit { forget(now) }
        return moment - now
    }

    /// How long a send has to wait yet that had to wait for its turn after its moment.
    mutating func start(_ instance: InstanceID, gap: Int, at now: Int) -> Int {
        guard var own = sends[instance] else { return 0 }
        let moment = max(now, own.latest.map { $0 + gap } ?? now)
        own.latest = moment
        own.free = max(own.free, moment + gap)
        sends[instance] = own
        return moment - now
    }

    private mutating func forget(_ now: Int) {
        sends = sends.filter { $0.value.free > now }
        limit = max(Self.remembered, sends.count * 2)
    }
}
