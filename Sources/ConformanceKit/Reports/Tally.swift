/// How many fixtures came to which end.
public struct Tally: Equatable, Sendable {
    /// Those whose answer is what was expected.
    public private(set) var passed = 0
    /// Those that fail the run: wrong answers, and gaps that are closed but still written down.
    public private(set) var failed = 0
    /// Those that were not played.
    public private(set) var skipped = 0
    /// Those that failed as their known gap says.
    public private(set) var expectedFailures = 0

    /// Counts outcomes.
    public init(_ played: some Sequence<PlayedFixture>) {
        for each in played { count(each.outcome) }
    }

    /// How many there are in all.
    public var total: Int { passed + failed + skipped + expectedFailures }

    /// How many were sent to the gateway.
    public var sent: Int { total - skipped }

    /// One line with the counts that are not nought.
    public var line: String {
        var parts = ["\(passed) passed"]
        if failed > 0 { parts.append("\(failed) failed") }
        if expectedFailures > 0 { parts.append("\(expectedFailures) known gaps") }
        if skipped > 0 { parts.append("\(skipped) skipped") }
        return parts.joined(separator: ", ")
    }

    private mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .passed: passed += 1
        case .failed, .unexpectedPass: failed += 1
        case .skipped: skipped += 1
        case .expectedFailure: expectedFailures += 1
        }
    }
}
