import DialectKit

extension AssessmentReport {
    /// The report for a terminal.
    public var text: String {
        var lines = heading
        if !notices.isEmpty {
            var table = TextTable()
            table.rows = notices.map(\.cells)
            lines += ["", "What the client would notice"] + table.lines.map { "  " + $0 }
        }
        if !rows.isEmpty {
            lines += ["", "What was used"] + table.lines.map { "  " + $0 }
        }
        return lines.map(Escaping.line).joined(separator: "\n") + "\n"
    }

    /// The lines at the top, the sentence first.
    var heading: [String] {
        var lines = ["On \(upstream): \(sentence)."]
        if let days {
            let range = "from \(Day.date(days.lowerBound)) to \(Day.date(days.upperBound))"
            lines.append("\(totals.calls) calls \(range).")
        }
        if totals.here > 0 {
            lines.append("\(totals.here) of the exact ones are kept by the gateway.")
        }
        if totals.assumed > 0 {
            lines.append("\(totals.assumed) calls rest on assumptions about the upstream.")
        }
        return lines
    }

    private var table: TextTable {
        var table = TextTable()
        table.rows = [["dialect", "command", "calls", "exact", "lossy", "refused", "remarks"]]
        for row in rows {
            let counts = [row.totals.calls, row.totals.exact, row.totals.lossy]
            table.rows.append(
                [row.dialect.text, row.title] + counts.map(String.init)
                    + [String(row.totals.unsupported), row.remark]
            )
            for field in row.fields {
                let words = field.losses.map(\.words).joined(separator: "; ")
                let line = ["", "  with \(field.name)", String(field.count), "", "", "", words]
                table.rows.append(line)
            }
        }
        return table
    }
}

extension AssessmentReport.Notice {
    fileprivate var cells: [String] {
        [String(count), isRefusal ? "refused" : "changed", subject, text]
    }
}

extension AssessmentReport.Row {
    /// The command with its variant: `message.send text`.
    var title: String { variant.map { "\(command) \($0)" } ?? command }

    /// What there is to say of the row itself, apart from its fields.
    var remark: String {
        var parts: [String] =
            switch verdict {
            case .here: ["kept by the gateway"]
            case .exact: []
            case .lossy(let losses): losses.filter { $0.isCertain(with: []) }.map(\.words)
            case .unsupported(let reason): [reason]
            }
        if let evidence, evidence != .documented { parts.append(evidence.rawValue) }
        return parts.joined(separator: "; ")
    }
}
