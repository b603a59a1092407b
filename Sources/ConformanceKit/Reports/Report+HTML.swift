extension Report {
    /// One page that asks nothing of the network: counts, filters, and every fixture by dialect and
    /// operation.
    var html: String {
        let title = "Conformance: \(tally.line)"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            <title>\(Escaping.markup(title))</title>
            <style>
            \(HTMLPage.style)
            </style>
            </head>
            <body>
            <header>
            <h1>Conformance</h1>
            <p>Target: <code>\(Escaping.markup(target))</code></p>
            \(countsTable)
            \(filters)
            </header>
            <main>
            \(dialects.map(section).joined(separator: "\n"))
            </main>
            <script>
            \(HTMLPage.script)
            </script>
            </body>
            </html>

            """
    }

    private var countsTable: String {
        var rows: [String] = []
        for dialect in dialects {
            rows.append(Self.countsRow(dialect, "all", Tally(played(in: dialect))))
            rows += tallies(in: dialect).map { Self.countsRow("", $0.evidence.rawValue, $0.tally) }
        }
        let heads = ["Dialect", "Evidence", "Passed", "Failed", "Known gaps", "Skipped", "Total"]
        return """
            <table class="counts">
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            \(Self.countsRow("all", "all", tally))
            </tbody>
            </table>
            """
    }

    private static func countsRow(_ dialect: String, _ evidence: String, _ tally: Tally) -> String {
        let counts = [
            tally.passed, tally.failed, tally.expectedFailures, tally.skipped, tally.total,
        ]
        let cells = counts.map { "<td>\($0)</td>" }.joined()
        return "<tr><th scope=\"row\">\(Escaping.markup(dialect))</th>"
            + "<td>\(Escaping.markup(evidence))</td>\(cells)</tr>"
    }

    private var filters: String {
        let outcomes = ["passed", "failed", "unexpected_pass", "expected_failure", "skipped"]
        return """
            <form id="filter">
            <label>Dialect <select name="dialect">\(Self.options(dialects))</select></label>
            <label>Outcome <select name="outcome">\(Self.options(outcomes))</select></label>
            <output id="shown"></output>
            </form>
            """
    }

    private static func options(_ values: [String]) -> String {
        let options = values.map { value in
            "<option value=\"\(Escaping.markup(value))\">\(Escaping.markup(value))</option>"
        }
        return "<option value=\"\">all</option>" + options.joined()
    }

    private func section(_ dialect: String) -> String {
        let own = played(in: dialect)
        var seen = Set<String>()
        let operations = own.map(\.fixture.operation).filter { seen.insert($0).inserted }
        let blocks = operations.map { operation in
            HTMLPage.operation(operation, own.filter { $0.fixture.operation == operation })
        }
        let name = Escaping.markup(dialect)
        return """
            <section data-dialect="\(name)">
            <h2>\(name)</h2>
            \(blocks.joined(separator: "\n"))
            </section>
            """
    }
}
