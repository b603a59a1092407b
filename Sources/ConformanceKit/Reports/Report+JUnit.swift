extension Report {
    /// A suite for each dialect and a case for each fixture, named by its file.
    ///
    /// A known gap is a skipped case: the form has no other word for it.
    var junit: String {
        let tally = tally
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append(
            "<testsuites name=\"conformance\" tests=\"\(tally.total)\" failures=\"\(tally.failed)\""
                + " errors=\"0\" time=\"\(Self.time(played))\">"
        )
        for dialect in dialects { lines += suite(dialect) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private func suite(_ dialect: String) -> [String] {
        let own = played(in: dialect)
        let tally = Tally(own)
        let counts =
            "tests=\"\(tally.total)\" failures=\"\(tally.failed)\" errors=\"0\""
            + " skipped=\"\(tally.skipped + tally.expectedFailures)\" time=\"\(Self.time(own))\""
        let head = "  <testsuite name=\"\(Escaping.markup(dialect))\" \(counts)>"
        return [head] + own.flatMap(Self.testCase) + ["  </testsuite>"]
    }

    private static func testCase(_ played: PlayedFixture) -> [String] {
        let fixture = played.fixture
        let attributes =
            "classname=\"\(Escaping.markup("\(fixture.dialect).\(fixture.operation)"))\""
            + " name=\"\(Escaping.markup("\(fixture.name): \(fixture.title)"))\""
            + " time=\"\(played.duration.secondsText)\""
        let details = Escaping.markup(played.outcome.details.joined(separator: "\n"))
        let first = Escaping.markup(played.outcome.details.first ?? "")
        switch played.outcome {
        case .passed: return ["    <testcase \(attributes)/>"]
        case .skipped, .expectedFailure:
            return [
                "    <testcase \(attributes)>", "      <skipped message=\"\(first)\"/>",
                "    </testcase>",
            ]
        case .failed, .unexpectedPass:
            let kind = played.outcome.name
            return [
                "    <testcase \(attributes)>",
                "      <failure message=\"\(first)\" type=\"\(kind)\">\(details)</failure>",
                "    </testcase>",
            ]
        }
    }

    private static func time(_ played: [PlayedFixture]) -> String {
        played.reduce(Duration.zero) { $0 + $1.duration }.secondsText
    }
}
