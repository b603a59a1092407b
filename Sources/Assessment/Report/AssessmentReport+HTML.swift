import DialectKit

extension AssessmentReport {
    /// One page that asks nothing of the network and runs no script.
    public var html: String {
        let title = Escaping.markup("Moving to \(upstream): \(sentence)")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(AssessmentPage.style)
            </style>
            </head>
            <body>
            <header>
            <h1>Moving to <code>\(Escaping.markup(upstream.text))</code></h1>
            \(heading.map { "<p>\(Escaping.markup($0))</p>" }.joined(separator: "\n"))
            \(AssessmentPage.totals(totals))
            </header>
            <main>
            <h2>What the client would notice</h2>
            \(AssessmentPage.notices(notices))
            <h2>What was used</h2>
            \(AssessmentPage.rows(rows))
            </main>
            </body>
            </html>

            """
    }
}
