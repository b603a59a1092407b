import DialectKit

extension AssessmentReport {
    /// One object: the totals, what would be noticed, and every row with its fields and losses.
    public var json: String {
        var writer = JSONWriter(capacity: 16 * 1024)
        writer.object { writer in
            writer.member("upstream", upstream.text)
            writer.member("summary", sentence)
            writer.member("first_day", days.map { Day.date($0.lowerBound) })
            writer.member("last_day", days.map { Day.date($0.upperBound) })
            writer.member("totals") { Self.write(totals, to: &$0) }
            writer.member("percent") { write(totals.permille, to: &$0) }
            writer.memberArray("notices") { writer in
                for notice in notices { writer.object { Self.write(notice, to: &$0) } }
            }
            writer.memberArray("rows") { writer in
                for row in rows { writer.object { Self.write(row, to: &$0) } }
            }
        }
        return writer.text
    }

    private func write(
        _ permille: (exact: Int, lossy: Int, unsupported: Int),
        to writer: inout JSONWriter
    ) {
        writer.member("exact", Double(permille.exact) / 10)
        writer.member("lossy", Double(permille.lossy) / 10)
        writer.member("unsupported", Double(permille.unsupported) / 10)
    }

    private static func write(_ totals: CallTotals, to writer: inout JSONWriter) {
        writer.member("calls", totals.calls)
        writer.member("exact", totals.exact)
        writer.member("lossy", totals.lossy)
        writer.member("unsupported", totals.unsupported)
        writer.member("here", totals.here)
        writer.member("assumed", totals.assumed)
    }

    private static func write(_ notice: Notice, to writer: inout JSONWriter) {
        writer.member("command", notice.command)
        writer.memberArray("variants") { writer in
            for variant in notice.variants { writer.string(variant) }
        }
        writer.member("refused", notice.isRefusal)
        writer.member("text", notice.text)
        writer.member("calls", notice.count)
    }

    private static func write(_ row: Row, to writer: inout JSONWriter) {
        writer.member("dialect", row.dialect.text)
        writer.member("command", row.command)
        writer.member("variant", row.variant)
        writer.memberArray("operations") { writer in
            for operation in row.operations { writer.string(operation) }
        }
        writer.members(of: row.verdict, row.evidence)
        writer.member("totals") { write(row.totals, to: &$0) }
        writer.memberArray("fields") { writer in
            for field in row.fields { writer.object { write(field, to: &$0) } }
        }
        writer.memberArray("losses_counted") { writer in
            for counted in row.losses {
                writer.object { writer in
                    writer.members(of: counted.loss)
                    writer.member("calls", counted.count)
                }
            }
        }
    }

    private static func write(_ field: Field, to writer: inout JSONWriter) {
        writer.member("name", field.name)
        writer.member("calls", field.count)
        writer.memberArray("losses") { writer in
            for loss in field.losses { writer.object { $0.members(of: loss) } }
        }
    }
}
