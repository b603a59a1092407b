/// The parts of the page that are the same in every report, and its rows.
enum HTMLPage {
    /// The table of one operation.
    static func operation(_ operation: String, _ played: [PlayedFixture]) -> String {
        let heads = ["Outcome", "Fixture", "Evidence", "What is true when it passes"]
        return """
            <section class="operation">
            <h3><code>\(Escaping.markup(operation))</code> \
            <small>\(Escaping.markup(Tally(played).line))</small></h3>
            <table>
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>
            \(played.map(row).joined(separator: "\n"))
            </tbody>
            </table>
            </section>
            """
    }

    private static func row(_ played: PlayedFixture) -> String {
        let fixture = played.fixture
        let outcome = played.outcome.name
        let cells = [
            "<td><span class=\"mark \(outcome)\">\(outcome)</span></td>",
            "<td><code>\(Escaping.markup(fixture.name))</code></td>",
            "<td>\(fixture.evidence.rawValue)<br><small>\(source(fixture))</small></td>",
            "<td>\(Escaping.markup(fixture.title))\(details(played.outcome))</td>",
        ]
        let dialect = Escaping.markup(fixture.dialect)
        let attributes = "class=\"case\" data-dialect=\"\(dialect)\" data-outcome=\"\(outcome)\""
        return "<tr \(attributes)>\(cells.joined())</tr>"
    }

    private static func source(_ fixture: Fixture) -> String {
        let parts = [fixture.source.document, fixture.source.lines, fixture.source.note]
        return Escaping.markup(parts.compactMap { $0 }.joined(separator: ", "))
    }

    private static func details(_ outcome: Outcome) -> String {
        guard !outcome.details.isEmpty else { return "" }
        let lines = outcome.details.map { "<li><code>\(Escaping.markup($0))</code></li>" }
        let isOpen = outcome.isFailure ? " open" : ""
        return "<details\(isOpen)><summary>Details</summary><ul>\(lines.joined())</ul></details>"
    }

    /// Colours of both schemes come from the system's own, so that contrast is the browser's care.
    static let style = """
        :root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b3261e; \
        --dim: #6b6f76; --gap: #8a5a00; }
        @media (prefers-color-scheme: dark) { :root { --good: #57d27d; --bad: #ff8a80; \
        --dim: #a0a4ab; --gap: #f0b84a; } }
        body { background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; \
        margin: 0 auto; max-width: 75rem; padding: 1rem; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
        .counts { width: auto; }
        th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; \
        vertical-align: top; }
        .counts td { font-variant-numeric: tabular-nums; }
        code { font-size: .875rem; overflow-wrap: anywhere; }
        small { color: var(--dim); font-weight: normal; }
        form { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
        .mark { font-weight: 600; white-space: nowrap; }
        .passed { color: var(--good); }
        .failed, .unexpected_pass { color: var(--bad); }
        .expected_failure { color: var(--gap); }
        .skipped { color: var(--dim); }
        ul { margin: .3rem 0; padding-left: 1.2rem; }
        """

    /// Hides rows that the filter does not want, and operations without rows.
    static let script = """
        const form = document.getElementById("filter");
        function apply() {
          const want = [form.elements.dialect.value, form.elements.outcome.value];
          let shown = 0;
          for (const row of document.querySelectorAll("tr.case")) {
            const has = [row.dataset.dialect, row.dataset.outcome];
            row.hidden = want.some((value, index) => value && value !== has[index]);
            if (!row.hidden) shown += 1;
          }
          for (const part of document.querySelectorAll("main section")) {
            part.hidden = !part.querySelector("tr.case:not([hidden])");
          }
          document.getElementById("shown").textContent = shown + " fixtures";
        }
        form.addEventListener("change", apply);
        apply();
        """
}
