/// What a run found, ready to be written in any form.
public struct Report: Sendable {
    /// The forms that a report has.
    public enum Format: String, Sendable, CaseIterable {
        /// Lines for people.
        case text
        /// One object for programs.
        case json
        /// JUnit's XML, as continuous integration reads it.
        case junit
        /// One page without outside resources.
        case html
    }

    /// What was tested, in words: a URL, or that it was in process.
    public let target: String
    /// Every fixture of the run, in order.
    public let played: [PlayedFixture]

    /// Makes a report.
    public init(target: String, played: [PlayedFixture]) {
        self.target = target
        self.played = played
    }

    /// The dialects that have fixtures in the run, in order.
    public var dialects: [String] {
        var seen = Set<String>()
        return played.map(\.fixture.dialect).filter { seen.insert($0).inserted }
    }

    /// The fixtures of one dialect.
    public func played(in dialect: String) -> [PlayedFixture] {
        played.filter { $0.fixture.dialect == dialect }
    }

    /// All counts together.
    public var tally: Tally { Tally(played) }

    /// The counts of a dialect by how well its facts are known, kinds without fixtures left out.
    public func tallies(in dialect: String) -> [(evidence: Evidence, tally: Tally)] {
        let own = played(in: dialect)
        return Evidence.allCases.compactMap { evidence in
            let tally = Tally(own.filter { $0.fixture.evidence == evidence })
            return tally.total > 0 ? (evidence, tally) : nil
        }
    }

    /// The whole report as text of that form, with a final newline.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: text
        case .json: json
        case .junit: junit
        case .html: html
        }
    }
}

extension Duration {
    /// Seconds with three digits after the point, as JUnit's `time` has it.
    var secondsText: String {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        let digits = String(milliseconds % 1000)
        let fraction = String(repeating: "0", count: max(3 - digits.count, 0)) + digits
        return "\(milliseconds / 1000).\(fraction)"
    }
}
