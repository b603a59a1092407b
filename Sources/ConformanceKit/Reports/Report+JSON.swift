import Wire

extension Report {
    /// One object: the counts, and every fixture with its outcome and details.
    var json: String {
        var writer = JSONWriter(capacity: 64 * 1024)
        writer.object { writer in
            writer.member("target", target)
            writer.member("counts") { write(tally, to: &$0) }
            writer.member("dialects") { writer in
                for dialect in dialects {
                    writer.member(MemberName(dialect)) { write(dialect, to: &$0) }
                }
            }
            writer.memberArray("fixtures") { writer in
                for each in played { writer.object { write(each, to: &$0) } }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private func write(_ dialect: String, to writer: inout JSONWriter) {
        write(Tally(played(in: dialect)), to: &writer)
        writer.member("evidence") { writer in
            for (evidence, tally) in tallies(in: dialect) {
                writer.member(MemberName(evidence.rawValue)) { write(tally, to: &$0) }
            }
        }
    }

    private func write(_ tally: Tally, to writer: inout JSONWriter) {
        writer.member("total", tally.total)
        writer.member("passed", tally.passed)
        writer.member("failed", tally.failed)
        writer.member("expected_failures", tally.expectedFailures)
        writer.member("skipped", tally.skipped)
    }

    private func write(_ played: PlayedFixture, to writer: inout JSONWriter) {
        let fixture = played.fixture
        writer.member("name", fixture.name)
        writer.member("title", fixture.title)
        writer.member("dialect", fixture.dialect)
        writer.member("operation", fixture.operation)
        writer.member("evidence", fixture.evidence.rawValue)
        writer.member("outcome", played.outcome.name)
        writer.memberArray("details") { writer in
            for line in played.outcome.details { writer.string(line) }
        }
    }
}
