import DialectKit

extension Matrix {
    /// One object: counts, commands, fronts with their operations, and findings.
    public var json: String {
        var writer = JSONWriter(capacity: 64 * 1024)
        writer.object { writer in
            writer.memberArray("upstreams") { writer in
                for upstream in upstreams { writer.object { write(upstream, to: &$0) } }
            }
            writer.memberArray("commands") { Self.write(commands, to: &$0) }
            writer.memberArray("fronts") { writer in
                for front in fronts { writer.object { write(front, to: &$0) } }
            }
            writer.memberArray("findings") { writer in
                for finding in findings { writer.string(finding) }
            }
        }
        return writer.text
    }

    private func write(_ upstream: DialectID, to writer: inout JSONWriter) {
        writer.member("dialect", upstream.text)
        Self.write(tally(of: upstream), to: &writer)
    }

    private func write(_ front: Front, to writer: inout JSONWriter) {
        writer.member("dialect", front.dialect.text)
        writer.member("counts") { writer in
            for upstream in upstreams {
                writer.member(MemberName(upstream.text)) { writer in
                    Self.write(tally(of: upstream, for: front.dialect), to: &writer)
                }
            }
        }
        writer.memberArray("operations") { writer in
            for operation in front.operations {
                writer.object { writer in
                    writer.member("operation", operation.name)
                    writer.member("support", operation.support.name)
                    writer.memberArray("commands") { Self.write(operation.rows, to: &$0) }
                }
            }
        }
    }

    private static func write(_ tally: VerdictTally, to writer: inout JSONWriter) {
        writer.member("here", tally.here)
        writer.member("exact", tally.exact)
        writer.member("lossy", tally.lossy)
        writer.member("unsupported", tally.unsupported)
    }

    private static func write(_ rows: [Row], to writer: inout JSONWriter) {
        for row in rows {
            writer.object { writer in
                writer.member("command", row.command)
                writer.member("variant", row.variant)
                writer.member("upstreams") { writer in
                    for cell in row.cells {
                        writer.member(MemberName(cell.upstream.text)) { writer in
                            writer.members(of: cell.verdict, cell.evidence)
                        }
                    }
                }
            }
        }
    }
}
