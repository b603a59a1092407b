public import DialectKit

/// What a client would lose on an upstream, reckoned from what it really used.
///
/// A loss that concerns the whole command counts for each of its uses, one that concerns a field for
/// the uses that had it. Nothing is sent anywhere: the upstream's table says it all.
public struct AssessmentReport: Equatable, Sendable {
    /// One command and variant, as it was asked for in one dialect.
    public struct Row: Equatable, Sendable {
        /// The dialect it was asked in.
        public let dialect: DialectID
        /// The command's name.
        public let command: String
        /// The variant, nil for commands that have none.
        public let variant: String?
        /// The dialect's operations that can become it; none when the dialect was not given.
        public let operations: [String]
        /// What becomes of it.
        public let verdict: Verdict
        /// How that is known, nil where the upstream's table has no row for it.
        public let evidence: Evidence?
        /// The calls by their fate.
        public internal(set) var totals = CallTotals()
        /// How often each optional field was used, by name.
        public internal(set) var fields: [Field] = []
        /// How many calls have each loss that any of them has, in the order of the verdict.
        public internal(set) var losses: [Counted] = []
    }

    /// A field, and what its use loses.
    public struct Field: Equatable, Sendable {
        /// Its name, as ``Command/fields`` has it.
        public let name: String
        /// How many calls used it.
        public internal(set) var count: Int
        /// What is lost with it; empty where it is carried or the command is not.
        public let losses: [Loss]
    }

    /// A loss, and how many calls have it.
    public struct Counted: Equatable, Sendable {
        /// The loss.
        public let loss: Loss
        /// How many calls.
        public internal(set) var count: Int
    }

    /// Something that the client would notice.
    public struct Notice: Equatable, Sendable {
        /// The command's name.
        public let command: String
        /// The variants that it concerns, as they were asked for; empty for commands without any.
        public internal(set) var variants: [String]
        /// Whether the calls are refused rather than changed.
        public let isRefusal: Bool
        /// What happens, in words without a full stop.
        public let text: String
        /// How many calls it concerns.
        public internal(set) var count: Int
    }

    /// The dialect that is spoken to the upstream.
    public let upstream: DialectID
    /// The first and the last day with a use, counted from 1970-01-01 in UTC; nil without uses.
    public let days: ClosedRange<Int>?
    /// All calls by their fate.
    public let totals: CallTotals
    /// What was used, by dialect and the most used first.
    public let rows: [Row]
    /// What the client would notice, refusals first and then by the number of calls.
    public let notices: [Notice]

    /// Reckons.
    ///
    /// The dialects only give operations their names. Uses without calls are left out, and a count
    /// above ``UseLog/countLimit`` counts as that.
    public init(uses: [CommandUse], speech: UpstreamSpeech, dialects: [any Dialect] = []) {
        let uses = uses.filter { $0.count > 0 }
        var ledger = UseLedger(speech.abilities, dialects)
        for use in uses { ledger.add(use) }
        upstream = speech.id
        let first = uses.map(\.day).min()
        days = first.map { $0...(uses.map(\.day).max() ?? $0) }
        rows = ledger.sorted
        totals = rows.reduce(into: CallTotals()) { $0.add($1.totals) }
        notices = Notice.all(of: rows)
    }

    /// The sentence at the top: `97.2 % exact, 2.1 % lossy, 0.7 % cannot be carried`.
    public var sentence: String { totals.sentence }
}
