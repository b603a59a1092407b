import DialectKit

/// How many calls have which fate.
public struct CallTotals: Equatable, Sendable {
    /// Calls that lose nothing; those that the gateway carries out itself are among them.
    public private(set) var exact = 0
    /// Calls that are carried and lose something.
    public private(set) var lossy = 0
    /// Calls that are refused.
    public private(set) var unsupported = 0
    /// Calls that the gateway carries out itself, counted in ``exact`` too.
    public private(set) var here = 0
    /// Calls whose fate rests on an assumption, whatever it is.
    public private(set) var assumed = 0

    /// All of them.
    public var calls: Int { exact.addingClamped(lossy).addingClamped(unsupported) }

    /// The shares of ``exact``, ``lossy`` and ``unsupported`` in tenths of a percent, which add up
    /// to 1000; all 0 without calls.
    ///
    /// What is there is never rounded to nothing.
    public var permille: (exact: Int, lossy: Int, unsupported: Int) {
        let shares = Shares.permille([exact, lossy, unsupported])
        return (shares[0], shares[1], shares[2])
    }

    /// The shares in a sentence without a full stop.
    public var sentence: String {
        guard calls > 0 else { return "no calls were counted" }
        let (exact, lossy, unsupported) = permille
        return "\(Shares.text(exact)) exact, \(Shares.text(lossy)) lossy, "
            + "\(Shares.text(unsupported)) cannot be carried"
    }

    /// Counts calls that have one fate; `losses` are those that these calls really have.
    mutating func add(_ count: Int, _ judgement: Judgement, losing losses: [Loss]) {
        switch judgement.verdict {
        case .here:
            here = here.addingClamped(count)
            exact = exact.addingClamped(count)
        case .exact: exact = exact.addingClamped(count)
        case .lossy where losses.isEmpty: exact = exact.addingClamped(count)
        case .lossy: lossy = lossy.addingClamped(count)
        case .unsupported: unsupported = unsupported.addingClamped(count)
        }
        if judgement.evidence == .assumed { assumed = assumed.addingClamped(count) }
    }

    mutating func add(_ other: CallTotals) {
        exact = exact.addingClamped(other.exact)
        lossy = lossy.addingClamped(other.lossy)
        unsupported = unsupported.addingClamped(other.unsupported)
        here = here.addingClamped(other.here)
        assumed = assumed.addingClamped(other.assumed)
    }
}
