extension Report {
    /// Counts first, then whatever is not simply passed, then one line that sums up.
    var text: String {
        var lines = ["target: \(target)"]
        for dialect in dialects {
            lines.append("\(dialect): \(Tally(played(in: dialect)).line)")
            for (evidence, tally) in tallies(in: dialect) {
                lines.append("  \(evidence.rawValue): \(tally.line)")
            }
        }
        for each in played where each.outcome.isFailure { lines += Self.lines(each) }
        for each in played {
            if case .expectedFailure = each.outcome { lines += Self.lines(each) }
        }
        lines.append("\(tally.failed == 0 ? "ok" : "FAILED"): \(tally.line)")
        return lines.map(Escaping.line).joined(separator: "\n") + "\n"
    }

    private static func lines(_ played: PlayedFixture) -> [String] {
        let fixture = played.fixture
        let head = "\(played.outcome.name): \(fixture.name) (\(fixture.evidence.rawValue))"
        return ["", head, "  \(fixture.title)"] + played.outcome.details.map { "    \($0)" }
    }
}
