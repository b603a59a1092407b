/// What became of a fixture.
public enum Outcome: Equatable, Sendable {
    /// The answer is what was expected.
    case passed
    /// It is not, or it could not be had.
    case failed([Difference])
    /// The fixture was not played, and why.
    case skipped(String)
    /// It failed as its known gap says, and how.
    case expectedFailure(String, [Difference])
    /// It passed although a known gap is written down, which must then go.
    case unexpectedPass(String)

    /// The outcome's stable name in reports.
    public var name: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .skipped: "skipped"
        case .expectedFailure: "expected_failure"
        case .unexpectedPass: "unexpected_pass"
        }
    }

    /// Whether it fails the run.
    public var isFailure: Bool {
        switch self {
        case .failed, .unexpectedPass: true
        case .passed, .skipped, .expectedFailure: false
        }
    }

    /// The lines that explain it, none when it passed.
    public var details: [String] {
        switch self {
        case .passed: []
        case .failed(let differences): differences.map(\.description)
        case .skipped(let reason): [reason]
        case .expectedFailure(let reason, let differences):
            ["known gap: \(reason)"] + differences.map(\.description)
        case .unexpectedPass(let reason): ["passes, but is written down as a gap: \(reason)"]
        }
    }
}

/// A fixture that was played, or skipped.
public struct PlayedFixture: Sendable {
    /// The fixture.
    public let fixture: Fixture
    /// What became of it.
    public let outcome: Outcome
    /// How long it took, staging included.
    public let duration: Duration

    /// Makes a record.
    public init(_ fixture: Fixture, _ outcome: Outcome, duration: Duration = .zero) {
        self.fixture = fixture
        self.outcome = outcome
        self.duration = duration
    }
}
