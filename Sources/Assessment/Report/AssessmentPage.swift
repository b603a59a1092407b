import DialectKit

/// The parts of the page.
enum AssessmentPage {
    /// A bar, and the numbers that it shows.
    static func totals(_ totals: CallTotals) -> String {
        let shares = totals.permille
        let parts = [
            ("exact", "Exact", shares.exact, totals.exact),
            ("lossy", "Lossy", shares.lossy, totals.lossy),
            ("unsupported", "Cannot be carried", shares.unsupported, totals.unsupported),
        ]
        let bar = parts.filter { $0.2 > 0 }.map { name, _, share, _ in
            "<span class=\"\(name)\" style=\"flex-grow:\(share)\"></span>"
        }
        let lines = parts.map { name, label, share, count in
            "<tr><th scope=\"row\" class=\"\(name)\">\(label)</th>"
                + "<td>\(Shares.text(share))</td><td>\(count)</td></tr>"
        }
        return """
            <div class="bar" aria-hidden="true">\(bar.joined())</div>
            <table class="counts">
            <thead>\(heads(["Fate", "Share", "Calls"]))</thead>
            <tbody>
            \(lines.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// What would be noticed, or that nothing would.
    static func notices(_ notices: [AssessmentReport.Notice]) -> String {
        guard !notices.isEmpty else { return "<p>Nothing.</p>" }
        let lines = notices.map { notice in
            let mark = notice.isRefusal ? ("unsupported", "refused") : ("lossy", "changed")
            return "<tr><td class=\"\(mark.0)\">\(mark.1)</td><td>\(notice.count)</td>"
                + "<td><code>\(Escaping.markup(notice.subject))</code></td>"
                + "<td>\(Escaping.markup(notice.text))</td></tr>"
        }
        return table(["Calls are", "Calls", "Command", "What happens"], lines)
    }

    /// Every row with its fields.
    static func rows(_ rows: [AssessmentReport.Row]) -> String {
        guard !rows.isEmpty else { return "<p>No calls were counted.</p>" }
        let columns = ["Dialect", "Command", "Calls", "Exact", "Lossy", "Refused", "Remarks"]
        return table(columns, rows.flatMap { row in [line(row)] + row.fields.map(line) })
    }

    private static func line(_ row: AssessmentReport.Row) -> String {
        let operations = row.operations.joined(separator: ", ")
        let totals = row.totals
        let counts = [totals.calls, totals.exact, totals.lossy, totals.unsupported]
        return "<tr><td>\(Escaping.markup(row.dialect.text))</td>"
            + "<td><code>\(Escaping.markup(row.title))</code>"
            + "<br><small>\(Escaping.markup(operations))</small></td>"
            + counts.map { "<td>\($0)</td>" }.joined()
            + "<td>\(Escaping.markup(row.remark))</td></tr>"
    }

    private static func line(_ field: AssessmentReport.Field) -> String {
        let words = field.losses.map(\.words).joined(separator: "; ")
        return "<tr class=\"field\"><td></td><td>with <code>\(Escaping.markup(field.name))</code>"
            + "</td><td>\(field.count)</td><td></td><td></td><td></td>"
            + "<td>\(Escaping.markup(words))</td></tr>"
    }

    private static func table(_ columns: [String], _ lines: [String]) -> String {
        """
        <div class="wide"><table>
        <thead>\(heads(columns))</thead>
        <tbody>
        \(lines.joined(separator: "\n"))
        </tbody>
        </table></div>
        """
    }

    private static func heads(_ columns: [String]) -> String {
        "<tr>\(columns.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr>"
    }

    /// Colours of both schemes come from the system's own, so that contrast is the browser's care.
    static let style = """
        :root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b3261e; \
        --dim: #6b6f76; --gap: #8a5a00; }
        @media (prefers-color-scheme: dark) { :root { --good: #57d27d; --bad: #ff8a80; \
        --dim: #a0a4ab; --gap: #f0b84a; } }
        body { background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; \
        margin: 0 auto; max-width: 75rem; padding: 1rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; margin: 0 0 1rem; }
        main table { width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; \
        vertical-align: top; }
        td { font-variant-numeric: tabular-nums; }
        code { font-size: .875rem; overflow-wrap: anywhere; }
        h1 code { font-size: inherit; }
        small, .field { color: var(--dim); }
        .bar { display: flex; height: .75rem; margin: 1rem 0; max-width: 40rem; gap: 2px; }
        .bar span { flex-basis: 4px; background: currentColor; }
        .exact { color: var(--good); }
        .lossy { color: var(--gap); }
        .unsupported { color: var(--bad); }
        """
}
